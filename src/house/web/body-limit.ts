/** What any request may send: a document of 10 MB with the form around it. */
export const largestBodyBytes = 12 * 1024 * 1024;
