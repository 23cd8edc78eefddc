// @ts-check
// Turns the place field into a combobox that proposes communes while one types. Without it the form works by itself.
(function () {
	const holder = document.querySelector('[data-place-field]');
	const input = holder?.querySelector('input');
	// The library arrives as a script of its own and leaves its function on the window.
	const autocomplete = /** @type {any} */ (window).accessibleAutocomplete;
	if (!(holder instanceof HTMLElement) || !input?.form || !autocomplete) return;
	const { form } = input;
	const { source = '', noResults = '', tooShort = '', results = '', selected = '', how = '' } = holder.dataset;
	const shortest = 2;
	const chosen = document.createElement('input');
	chosen.type = 'hidden';
	chosen.name = 'p';
	const nothing = document.createElement('p');
	nothing.className = 'govuk-hint';
	nothing.textContent = noResults;
	nothing.hidden = true;
	/** @type {AbortController | undefined} */
	let pending;
	/** @type {ReturnType<typeof setTimeout> | undefined} */
	let timer;

	/** @typedef {{ nis: string, name: string, hint: string }} Place */

	/** What is proposed now. @type {Place[]} */
	let proposed = [];
	let isGivenBack = false;

	/** @param {string} query @param {(places: Place[]) => void} show */
	async function lookUp(query, show) {
		const { signal } = (pending = new AbortController());
		try {
			const answer = await fetch(`${source}?q=${encodeURIComponent(query)}`, { signal });
			proposed = answer.ok ? await answer.json() : [];
			nothing.hidden = !answer.ok || proposed.length > 0;
		} catch {
			// Aborted by the next letter, or offline: the form still takes what is typed.
			if (signal.aborted) return;
			proposed = [];
		}
		show(proposed);
	}

	/** @param {string} query @param {(places: Place[]) => void} show */
	function propose(query, show) {
		stop();
		chosen.remove();
		if (!isGivenBack) timer = setTimeout(() => void lookUp(query, show), 120);
	}

	function stop() {
		clearTimeout(timer);
		pending?.abort();
	}

	/** @param {Place | undefined} place */
	function choose(place) {
		if (!place) return;
		chosen.value = place.nis;
		form.append(chosen);
		form.querySelector('button')?.focus();
	}

	/** A locality is told before its commune. As on the page of choices. @param {Place} place */
	function describe({ name, hint }) {
		if (/^[0-9]/.test(hint)) return `${name} (${hint})`;
		const [locality, ...code] = hint.split(' · ');
		return `${locality} (${[name, ...code].join(', ')})`;
	}

	/** @param {number} index @param {number} count */
	function announce(index, count) {
		const place = proposed[index];
		const values = { option: place ? describe(place) : '', n: index + 1, count };
		return Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, String(value)), selected);
	}

	// Whoever was quicker than this script goes on where they were, and is proposed what they have typed.
	const wasTyped = input.value !== input.defaultValue;
	const hadFocus = document.activeElement === input;
	const describedBy = input.getAttribute('aria-describedby') ?? '';
	const inputClasses = input.classList.contains('govuk-input--error') ? 'govuk-input--error' : null;
	input.remove();
	autocomplete({
		element: holder,
		id: 'place',
		name: 'q',
		source: propose,
		onConfirm: choose,
		confirmOnBlur: false,
		// The library takes "no proposals yet" for "nothing found": that is told below the field, once it is known.
		showNoOptionsFound: false,
		minLength: shortest,
		inputClasses,
		templates: {
			inputValue: (/** @type {Place | undefined} */ place) => place?.name ?? '',
			// On an iPhone the library adds "1 of 3" in English: the open element takes it in and hides it.
			suggestion: (/** @type {Place} */ place) => `${describe(place).replaceAll('<', '&lt;')}<span hidden>`,
		},
		tStatusQueryTooShort: () => tooShort,
		tStatusNoResults: () => (nothing.hidden ? '' : noResults),
		tStatusResults: (/** @type {number} */ count, /** @type {string} */ at) => at || `${results} (${count})`,
		tStatusSelectedOption: (/** @type {string} */ _, /** @type {number} */ count, /** @type {number} */ index) =>
			announce(index, count),
		tAssistiveHint: () => how,
	});
	holder.append(nothing);
	const field = document.getElementById('place');
	if (!(field instanceof HTMLInputElement)) return;
	for (const name of ['maxlength', 'spellcheck', 'aria-invalid']) {
		const value = input.getAttribute(name);
		if (value !== null) field.setAttribute(name, value);
	}

	/** The library sets and drops its own hint at every letter, and with it ours. */
	const keepDescription = () => {
		const all = field.value === '' ? `${describedBy} place__assistiveHint` : describedBy;
		if (field.getAttribute('aria-describedby') !== all) field.setAttribute('aria-describedby', all);
	};
	new MutationObserver(keepDescription).observe(field, { attributeFilter: ['aria-describedby'] });
	keepDescription();

	// Not by the library's default value, which it would offer as if it were a place.
	isGivenBack = !wasTyped;
	field.value = input.value;
	field.dispatchEvent(new Event('input', { bubbles: true }));
	isGivenBack = false;
	if (hadFocus) {
		field.focus();
		// The library selects all that is there once it has seen the focus: the next letter would erase it.
		setTimeout(() => field.setSelectionRange(field.value.length, field.value.length));
	}

	// A text typed anew no longer means the place chosen before.
	field.addEventListener('input', () => {
		chosen.remove();
		if (field.value.length >= shortest) return;
		stop();
		nothing.hidden = true;
	});
	// The library swallows Enter while proposals are shown; without one of them chosen it sends what was typed, as ever.
	field.addEventListener('keydown', (event) => {
		if (event.key === 'Enter') {
			event.preventDefault();
			form.requestSubmit();
		}
	});
})();
