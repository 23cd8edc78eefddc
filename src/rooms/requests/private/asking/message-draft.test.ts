import { describe, expect, test } from 'vitest';
import type { Entry } from '../../conversation-view.ts';
import { leaveWritten, startMessage } from './message-draft.ts';

function aFile(name: string) {
	return {
		id: crypto.randomUUID(),
		file: new File(['x'], name),
		type: 'text/plain',
		isImage: false,
		keepsDetails: false,
	};
}

function anEntry(id: string, text: string, files: readonly { id: string }[] = []): Entry {
	const named = files.map((file) => ({ id: file.id, name: 'a', type: 'text/plain', size: 1 }));
	return { id, at: '2026-11-30T09:00:00Z', byTeam: false, by: '', text, files: named, service: undefined };
}

describe('a message whose answer was lost', () => {
	test('and that is not in the conversation stays as it is, under its id', () => {
		const draft = { ...startMessage('r'), text: 'Bonjour.' };
		expect(leaveWritten(draft, [anEntry(crypto.randomUUID(), 'Bonjour.')])).toBe(draft);
	});

	test('and that arrived leaves nothing to send again, and another id for what comes next', () => {
		const file = aFile('a.txt');
		const draft = { ...startMessage('r'), text: ' Bonjour.\r\nÀ demain. ', chosen: [file] };
		const left = leaveWritten(draft, [anEntry(draft.id, 'Bonjour.\nÀ demain.', [file])]);
		expect(left).toMatchObject({ requestId: 'r', text: '', chosen: [] });
		expect(left.id).not.toBe(draft.id);
	});

	test('and that was written on since keeps what was typed and chosen, under another id', () => {
		const [sent, later] = [aFile('a.txt'), aFile('b.txt')];
		const draft = { ...startMessage('r'), text: 'Bonjour. Et merci.', chosen: [sent, later] };
		const left = leaveWritten(draft, [anEntry(draft.id, 'Bonjour.', [sent])]);
		expect(left).toMatchObject({ text: 'Bonjour. Et merci.', chosen: [later] });
		expect(left.id).not.toBe(draft.id);
	});
});
