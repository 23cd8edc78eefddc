/** What a form with a document may send: 10 MB with what stands around it. Each page that takes one asks for it (`readUpload`). */
export const largestDocumentBytes = 12 * 1024 * 1024;
/** What any request may send: a package of 100 MB, which is written to the disk as it comes (`receiveFile`). All else is refused before it is read. */
export const largestBodyBytes = 101 * 1024 * 1024;
