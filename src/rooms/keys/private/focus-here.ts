/** Where whoever uses a keyboard or listens goes on when a part of the page gives way to another. */
export function focusHere(element: HTMLElement): void {
	element.focus();
}
