import { joinFile, type FileRefusal } from '../../join-file.ts';
import type { DraftFile } from '../../seal-request.ts';

/** A file someone means to send. `keepsDetails`: of an image, whether what the camera wrote into it goes along. */
export interface ChosenFile {
	id: string;
	file: File;
	type: string;
	isImage: boolean;
	keepsDetails: boolean;
}

/** What a browser draws anew; an animation would lose its pictures. */
const redrawn = ['image/jpeg', 'image/png', 'image/webp'];

/** Takes a file among those chosen so far, or says why not. */
export function chooseFile(file: File, before: readonly ChosenFile[]): ChosenFile | { refused: FileRefusal } {
	const joined = joinFile(
		file,
		before.map((chosen) => chosen.file),
	);
	if ('refused' in joined) return joined;
	const { type } = joined;
	return { id: crypto.randomUUID(), file, type, isImage: redrawn.includes(type), keepsDetails: false };
}

/** The content as it is sealed. @throws when an image cannot be drawn anew, so that nothing of its details would go out unasked */
export async function readChosen({ id, file, type, isImage, keepsDetails }: ChosenFile): Promise<DraftFile> {
	const blob = isImage && !keepsDetails ? await drawAnew(file, type) : file;
	return { id, name: file.name.slice(0, 300), type, content: new Uint8Array(await blob.arrayBuffer()) };
}

/** The picture alone, upright as it was meant: place, date and device stay behind. */
async function drawAnew(file: File, type: string): Promise<Blob> {
	const bitmap = await createImageBitmap(file);
	const canvas = document.createElement('canvas');
	canvas.width = bitmap.width;
	canvas.height = bitmap.height;
	canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
	bitmap.close();
	const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.9));
	// A browser that cannot write this type writes PNG.
	if (drawn === null) throw new Error('the image could not be drawn');
	return drawn;
}
