import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import { describe, expect, test } from 'vitest';
import { cleanPdf, largestPdfBytes } from './clean-pdf.ts';

async function aPdf(change: (document: PDFDocument) => void | Promise<void> = () => undefined): Promise<Uint8Array> {
	const document = await PDFDocument.create();
	document.addPage().drawText('Décision du conseil');
	await change(document);
	return document.save({ useObjectStreams: false });
}

async function cleaned(bytes: Uint8Array): Promise<string> {
	const answer = await cleanPdf(bytes);
	if ('refused' in answer) throw new Error(answer.refused);
	const plain = await PDFDocument.load(answer.bytes, { updateMetadata: false });
	return Buffer.from(await plain.save({ useObjectStreams: false })).toString('latin1');
}

describe('a document is kept without what the page does not show', () => {
	test('its title, author and program', async () => {
		const bytes = await aPdf((document) => {
			document.setTitle('Titre caché');
			document.setAuthor('Auteur caché');
			document.setProducer('Programme caché');
		});
		const loaded = await PDFDocument.load(bytes, { updateMetadata: false });
		expect(loaded.getAuthor()).toBe('Auteur caché');
		const answer = await cleanPdf(bytes);
		if ('refused' in answer) throw new Error(answer.refused);
		const after = await PDFDocument.load(answer.bytes, { updateMetadata: false });
		expect([after.getTitle(), after.getAuthor(), after.getProducer()]).toEqual([undefined, undefined, undefined]);
		expect(after.getPageCount()).toBe(1);
	});

	test('scripts, attachments, what starts by itself, comments', async () => {
		const bytes = await aPdf(async (document) => {
			document.addJavaScript('start', "app.alert('secret-script')");
			await document.attach(Buffer.from('secret-attachment'), 'secret-name.txt');
			const { context, catalog } = document;
			const stream = context.stream('<x:xmpmeta>secret-xmp</x:xmpmeta>', { Type: 'Metadata', Subtype: 'XML' });
			catalog.set(PDFName.of('Metadata'), context.register(stream));
			catalog.set(PDFName.of('OpenAction'), context.obj({ S: 'Launch', F: PDFString.of('secret-program') }));
			const comment = context.obj({ Type: 'Annot', Subtype: 'Text', Contents: PDFString.of('secret-comment') });
			const link = context.obj({
				Type: 'Annot',
				Subtype: 'Link',
				A: { S: 'URI', URI: PDFString.of('https://kept.example') },
			});
			const launch = context.obj({
				Type: 'Annot',
				Subtype: 'Link',
				A: { S: 'Launch', F: PDFString.of('secret-launch') },
			});
			document
				.getPage(0)
				.node.set(PDFName.of('Annots'), context.obj([comment, link, launch].map((each) => context.register(each))));
		});
		expect(Buffer.from(bytes).toString('latin1')).toContain('secret-');
		const text = await cleaned(bytes);
		expect(text).not.toMatch(/secret|JavaScript|EmbeddedFile|OpenAction|Launch/);
		expect(text).toContain('https://kept.example');
	});
});

test('what is no PDF, cut off, locked or too large is refused by its reason', async () => {
	const locked = await aPdf((document) => {
		document.encrypt({ userPassword: 'x', ownerPassword: 'y' });
	});
	const whole = Buffer.from(await aPdf());
	const refusals = await Promise.all(
		[
			Buffer.from('Bonjour'),
			Buffer.alloc(0),
			Buffer.from('%PDF-1.7\nrien de plus'),
			locked,
			Buffer.alloc(largestPdfBytes + 1),
			Buffer.concat([whole.subarray(0, 60), Buffer.from('%%EOF')]),
		].map(cleanPdf),
	);
	expect(refusals).toEqual(
		['not_pdf', 'not_pdf', 'unreadable', 'encrypted', 'too_large', 'unreadable'].map((refused) => ({ refused })),
	);
});

test('a part that swells beyond measure is refused unread', async () => {
	const packed = deflateSync(Buffer.alloc(80 * 1024 * 1024));
	const bomb = Buffer.concat([
		Buffer.from(`%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`),
		packed,
		Buffer.from('\nendstream\nendobj\n%%EOF'),
	]);
	expect(await cleanPdf(bomb)).toEqual({ refused: 'unreadable' });
});
