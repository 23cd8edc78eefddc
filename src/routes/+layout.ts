/** Public pages are complete as they arrive: no client-side rendering, no data for it. */
export const csr = false;
