type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const notTyped = new Set(['hidden', 'file', 'submit', 'button']);

/** Remembers what is typed and chosen within `target`. The answer puts it into the fields of the same names that stand there by then. */
export function carryTyped(target: HTMLElement): () => void {
	const before = listFields(target);
	const typed = before.map((field) => ({ key: keyOf(field), value: valueOf(field) }));
	const focused = before.find((field) => field === document.activeElement);
	const cursor = focused && readCursor(focused);
	return () => {
		const fields = new Map(listFields(target).map((field) => [keyOf(field), field]));
		for (const { key, value } of typed) fill(fields.get(key), value);
		if (cursor) putCursor(fields.get(cursor.key), cursor);
	};
}

function listFields(target: HTMLElement): Field[] {
	return [...target.querySelectorAll<Field>('input[name], textarea[name], select[name]')].filter(
		({ type }) => !notTyped.has(type),
	);
}

/** A choice among several is several fields of one name. */
function keyOf(field: Field): string {
	return isChoice(field) ? `${field.name}=${field.value}` : field.name;
}

function isChoice(field: Field): field is HTMLInputElement {
	return field.type === 'radio' || field.type === 'checkbox';
}

function valueOf(field: Field): string | boolean {
	return isChoice(field) ? field.checked : field.value;
}

function fill(field: Field | undefined, value: string | boolean): void {
	if (field === undefined || valueOf(field) === value) return;
	if (typeof value === 'string') field.value = value;
	else if (isChoice(field)) field.checked = value;
	const around = field.closest('details');
	if (around !== null && value !== '' && value !== false) around.open = true;
	for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
}

type Cursor = { key: string; selection: [number, number] | undefined };

function readCursor(field: Field): Cursor {
	const [start, end] = field instanceof HTMLSelectElement ? [null, null] : [field.selectionStart, field.selectionEnd];
	return { key: keyOf(field), selection: start === null || end === null ? undefined : [start, end] };
}

function putCursor(field: Field | undefined, { selection }: Cursor): void {
	field?.focus({ preventScroll: true });
	if (field !== undefined && !(field instanceof HTMLSelectElement) && selection) field.setSelectionRange(...selection);
}
