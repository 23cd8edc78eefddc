import {
	EncryptedPDFError,
	PDFArray,
	PDFDict,
	PDFDocument,
	PDFName,
	PDFRef,
	PDFStream,
	type PDFContext,
	type PDFObject,
} from '@cantoo/pdf-lib';
import { refuseBomb } from './refuse-bomb.ts';

export type PdfRefusal = 'not_pdf' | 'too_large' | 'encrypted' | 'unreadable';

/** What an upload may weigh; the limit of a request is a little above it (see house/web/body-limit.ts). */
export const largestPdfBytes = 10 * 1024 * 1024;

/** Wherever they stand: metadata, what programs left for themselves, attachments, scripts, actions that start by themselves. */
const removedEntries = [
	'Metadata',
	'PieceInfo',
	'LastModified',
	'AF',
	'EmbeddedFiles',
	'JavaScript',
	'OpenAction',
	'AA',
	'XFA',
	'Perms',
	'SpiderInfo',
	'Renditions',
].map((name) => PDFName.of(name));
/** Comments, files and films stay behind; links and the fields of a form remain. */
const keptAnnotations = ['/Link', '/Widget'];
/** Going somewhere; not running, sending or opening anything. */
const keptActions = ['/GoTo', '/URI', '/Named'];

/** The document without its metadata, attachments and scripts, or why it is refused. Its pages and their tags stay as they are. */
export async function cleanPdf(bytes: Uint8Array): Promise<{ bytes: Uint8Array } | { refused: PdfRefusal }> {
	if (bytes.length > largestPdfBytes) return { refused: 'too_large' };
	if (!isPdf(bytes)) return { refused: 'not_pdf' };
	if (await refuseBomb(bytes)) return { refused: 'unreadable' };
	try {
		const document = await PDFDocument.load(bytes, { updateMetadata: false, parseSpeed: 500, capNumbers: true });
		if (document.getPageCount() === 0) return { refused: 'unreadable' };
		clean(document.context);
		const saved = await document.save({ addDefaultPage: false, updateFieldAppearances: false });
		return saved.length > largestPdfBytes ? { refused: 'too_large' } : { bytes: saved };
	} catch (error) {
		// Whatever the parser stumbles over is in the file, not in us.
		return { refused: error instanceof EncryptedPDFError ? 'encrypted' : 'unreadable' };
	}
}

function isPdf(bytes: Uint8Array): boolean {
	return Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-');
}

function clean(context: PDFContext): void {
	delete context.trailerInfo.Info;
	const reached = new Set<PDFObject>();
	const waiting: (PDFObject | undefined)[] = [context.trailerInfo.Root];
	for (let item = waiting.pop(); item !== undefined || waiting.length > 0; item = waiting.pop()) {
		if (item === undefined || reached.has(item)) continue;
		reached.add(item);
		waiting.push(...listParts(item, context));
	}
	// What is cut off would still be written.
	for (const [ref] of context.enumerateIndirectObjects()) {
		if (!reached.has(ref)) context.delete(ref);
	}
}

function listParts(item: PDFObject, context: PDFContext): (PDFObject | undefined)[] {
	if (item instanceof PDFRef) return [context.lookup(item)];
	if (item instanceof PDFArray) return item.asArray();
	const dict = item instanceof PDFStream ? item.dict : item;
	if (!(dict instanceof PDFDict)) return [];
	for (const name of removedEntries) dict.delete(name);
	removeActions(dict);
	removeComments(dict);
	return dict.values();
}

function removeActions(dict: PDFDict): void {
	const action = dict.lookup(PDFName.of('A'));
	if (action instanceof PDFDict) {
		if (!keptActions.includes(String(action.lookup(PDFName.of('S'))))) dict.delete(PDFName.of('A'));
		action.delete(PDFName.of('Next'));
	}
	// A signature no longer fits what was rewritten.
	if (String(dict.lookup(PDFName.of('FT'))) === '/Sig') dict.delete(PDFName.of('V'));
}

function removeComments(dict: PDFDict): void {
	const annotations = dict.lookup(PDFName.of('Annots'));
	if (!(annotations instanceof PDFArray)) return;
	for (let index = annotations.size() - 1; index >= 0; index--) {
		const annotation = annotations.lookup(index);
		const kind = annotation instanceof PDFDict ? String(annotation.lookup(PDFName.of('Subtype'))) : '';
		if (!keptAnnotations.includes(kind)) annotations.remove(index);
	}
}
