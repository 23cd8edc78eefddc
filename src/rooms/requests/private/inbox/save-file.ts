/** Gives the browser something to put on the disk: no address that anyone else can open, and gone at once. */
export function saveFile(name: string, parts: BlobPart[]): void {
	// Never a type that the browser would show: what was sent is opened by whoever saved it, in another program.
	const url = URL.createObjectURL(new Blob(parts, { type: 'application/octet-stream' }));
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
