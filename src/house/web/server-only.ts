/**
 * Holds what a page needs to render on the server and the browser never gets. The framework serialises everything a page loads, even
 * for pages that send no script; what is held here is left out of that (see src/hooks.ts).
 */
export class ServerOnly<Value> {
	readonly value: Value;

	constructor(value: Value) {
		this.value = value;
	}
}
