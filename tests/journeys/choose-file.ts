import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

export interface FileToChoose {
	name: string;
	buffer: Buffer;
}

/**
 * Chooses a file in the field with this id as from the disk of this machine: to hand it to the browser as the text of a call takes, for
 * 30 MB, half a minute.
 */
export async function chooseFile(page: Page, id: string, { name, buffer }: FileToChoose): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'maillage-chosen-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const path = join(folder, name);
	writeFileSync(path, buffer);
	await page.locator(`#${id}`).waitFor();
	const session = await page.context().newCDPSession(page);
	const { result } = await session.send('Runtime.evaluate', { expression: `document.getElementById('${id}')` });
	if (result.objectId === undefined) throw new Error(`no field ${id}`);
	await session.send('DOM.setFileInputFiles', { files: [path], objectId: result.objectId });
	await session.detach();
}
