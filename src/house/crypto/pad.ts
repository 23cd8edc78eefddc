const LENGTH_BYTES = 4;

/**
 * The size that a content of this many bytes is padded to: Padmé (Nikitin and others, "Reducing Metadata Leakage from Encrypted Files",
 * 2019). At most 12 % larger; of `n` bytes only about `log log n` bits of the length can be told.
 */
export function padmeSize(bytes: number): number {
	if (bytes < 2) return bytes;
	const exponent = Math.floor(Math.log2(bytes));
	const kept = Math.floor(Math.log2(exponent)) + 1;
	const unit = 2 ** (exponent - kept);
	return unit < 1 ? bytes : Math.ceil(bytes / unit) * unit;
}

/** The content with its length before it and zeros after it. What is short looks alike: at least 256 bytes. */
export function pad(content: Uint8Array): Uint8Array {
	const padded = new Uint8Array(padmeSize(Math.max(256, content.length + LENGTH_BYTES)));
	new DataView(padded.buffer).setUint32(0, content.length);
	padded.set(content, LENGTH_BYTES);
	return padded;
}

/** Undefined when this is nothing that `pad` made. */
export function unpad(padded: Uint8Array): Uint8Array | undefined {
	if (padded.length < LENGTH_BYTES) return undefined;
	const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
	const end = LENGTH_BYTES + length;
	if (padded.length !== padmeSize(Math.max(256, end))) return undefined;
	if (padded.subarray(end).some((byte) => byte !== 0)) return undefined;
	return padded.slice(LENGTH_BYTES, end);
}
