/** What a column's own check has already seen to. */
export function oneOf<Value extends string>(values: readonly Value[], text: string): Value {
	const found = values.find((value) => value === text);
	if (found === undefined) throw new TypeError(`"${text}" is none of ${values.join(', ')}`);
	return found;
}
