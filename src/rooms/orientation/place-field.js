// @ts-check
// Turns the place field into a combobox that proposes communes while one types. Without it the form works by itself.
(function () {
	const holder = document.querySelector('[data-place-field]');
	const input = holder?.querySelector('input');
	// The library arrives as a script of its own and leaves its function on the window.
	const autocomplete = /** @type {any} */ (window).accessibleAutocomplete;
	if (!(holder instanceof HTMLElement) || !input?.form || !autocomplete) {
		return;
	}
	const { form } = input;
	const { source = '', noResults = '', tooShort = '', results = '', how = '' } = holder.dataset;
	const chosen = document.createElement('input');
	chosen.type = 'hidden';
	/** @type {AbortController | undefined} */
	let pending;
	/** @type {ReturnType<typeof setTimeout> | undefined} */
	let timer;

	/** @typedef {{ nis: string, name: string, hint: string }} Place */

	/** @param {string} query @param {(places: Place[]) => void} show */
	async function lookUp(query, show) {
		pending = new AbortController();
		try {
			const answer = await fetch(`${source}?q=${encodeURIComponent(query)}`, { signal: pending.signal });
			show(answer.ok ? await answer.json() : []);
		} catch {
			// Aborted by the next letter, or offline: the form still takes what is typed.
		}
	}

	/** @param {string} query @param {(places: Place[]) => void} show */
	function propose(query, show) {
		clearTimeout(timer);
		pending?.abort();
		timer = setTimeout(() => void lookUp(query, show), 120);
	}

	/** @param {Place | undefined} place */
	function choose(place) {
		if (!place) {
			return;
		}
		chosen.name = 'p';
		chosen.value = place.nis;
		form.append(chosen);
		form.querySelector('button')?.focus();
	}

	const describedBy = input.getAttribute('aria-describedby') ?? '';
	const value = input.value;
	input.remove();
	autocomplete({
		element: holder,
		id: 'place',
		name: 'q',
		defaultValue: value,
		source: propose,
		onConfirm: choose,
		confirmOnBlur: false,
		minLength: 2,
		templates: {
			inputValue: (/** @type {Place | undefined} */ place) => place?.name ?? '',
			suggestion: (/** @type {Place | string} */ place) =>
				typeof place === 'string' ? place : `${place.name} (${place.hint})`,
		},
		tNoResults: () => noResults,
		tStatusQueryTooShort: () => tooShort,
		tStatusNoResults: () => noResults,
		tStatusResults: (/** @type {number} */ count) => `${results} (${count})`,
		tStatusSelectedOption: (/** @type {string} */ option) => option,
		tAssistiveHint: () => how,
	});
	const field = document.getElementById('place');
	field?.setAttribute('maxlength', '80');
	field?.setAttribute('aria-describedby', `${describedBy} ${field.getAttribute('aria-describedby') ?? ''}`.trim());
	// A text typed anew no longer means the place chosen before.
	field?.addEventListener('input', () => chosen.remove());
})();
