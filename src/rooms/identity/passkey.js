// @ts-check
// Lets the forms of the page use or make a passkey. Without it they stay hidden, and the page says how else to go on.
(function () {
	// The library arrives as a script of its own and leaves its functions on the window.
	const library = /** @type {any} */ (window).SimpleWebAuthnBrowser;
	if (!library?.browserSupportsWebAuthn()) return;

	/** @param {HTMLFormElement} form @param {string} text */
	function tell(form, text) {
		const message = form.querySelector('[data-passkey-message]');
		if (!(message instanceof HTMLElement)) return;
		message.textContent = text;
		message.hidden = text === '';
	}

	/** @param {unknown} error @param {DOMStringMap} words */
	function explain(error, { cancelled = '', already = '', noAnswer = '' }) {
		const name = error instanceof Error ? error.name : '';
		if (name === 'InvalidStateError') return already;
		return name === 'NotAllowedError' || name === 'AbortError' ? cancelled : noAnswer;
	}

	/** @param {HTMLFormElement} form */
	async function answer(form) {
		const { options = '', passkey } = form.dataset;
		const asked = await fetch(options, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: '{}',
		});
		if (!asked.ok) throw new Error('no options');
		const optionsJSON = await asked.json();
		return passkey === 'add'
			? library.startRegistration({ optionsJSON })
			: library.startAuthentication({ optionsJSON });
	}

	/** @param {HTMLFormElement} form */
	async function send(form) {
		const button = form.querySelector('button');
		const field = form.querySelector('input[name="answer"]');
		if (!button || !(field instanceof HTMLInputElement)) return;
		button.disabled = true;
		tell(form, '');
		try {
			field.value = JSON.stringify(await answer(form));
			form.submit();
		} catch (error) {
			tell(form, explain(error, form.dataset));
			button.disabled = false;
		}
	}

	for (const form of document.querySelectorAll('form[data-passkey]')) {
		if (!(form instanceof HTMLFormElement)) continue;
		form.hidden = false;
		form.addEventListener('submit', (event) => {
			event.preventDefault();
			void send(form);
		});
	}
	for (const notice of document.querySelectorAll('[data-without-passkey]')) notice.remove();
	// Whoever comes back to a page that the browser kept finds its button ready again.
	addEventListener('pageshow', () => {
		for (const button of document.querySelectorAll('form[data-passkey] button')) button.removeAttribute('disabled');
	});
})();
