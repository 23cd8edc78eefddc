/**
 * Holds what a page needs to render on the server and the browser never gets: a page that brought the framework's script would get
 * nothing of it (see src/hooks.ts).
 */
export class ServerOnly<Value> {
	readonly value: Value;

	constructor(value: Value) {
		this.value = value;
	}
}
