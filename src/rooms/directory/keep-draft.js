// @ts-check
// Sends the form of a draft while one writes, to the same address as its button does. Without it the button saves.
(function () {
	const form = document.querySelector('form[data-keep-draft]');
	if (!(form instanceof HTMLFormElement)) return;
	const status = form.querySelector('[data-save-status]');
	const patienceMilliseconds = 1500;
	/** @type {ReturnType<typeof setTimeout> | undefined} */
	let timer;
	/** @type {Promise<void> | undefined} */
	let sending;
	let isChanged = false;
	/** After a conflict the two versions have to be looked at: nothing more is sent by itself. */
	let isHalted = false;

	/** @param {string} text */
	function say(text) {
		if (status) status.textContent = text;
	}

	async function send() {
		isChanged = false;
		const data = new FormData(/** @type {HTMLFormElement} */ (form));
		data.set('auto', '1');
		try {
			// Asked for as a page: else the framework answers with data of its own.
			const headers = { accept: 'text/html' };
			const answer = await fetch(location.href, { method: 'POST', headers, body: data });
			const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
			const saved = page.querySelector('form[data-keep-draft]');
			const said = saved?.querySelector('[data-save-status]')?.textContent;
			if (!said) throw new Error('the page says nothing of it');
			say(said);
			isHalted = saved?.querySelector('[data-halted]') !== null;
			take('version', saved);
		} catch {
			say(status instanceof HTMLElement ? (status.dataset.failed ?? '') : '');
		}
	}

	/** What the next sending must say: the version just made. @param {string} name @param {Element | null} page */
	function take(name, page) {
		const now = page?.querySelector(`input[name="${name}"]`);
		const own = form?.querySelector(`input[name="${name}"]`);
		if (!isHalted && now instanceof HTMLInputElement && own instanceof HTMLInputElement) own.value = now.value;
	}

	function sendSoon() {
		isChanged = true;
		clearTimeout(timer);
		if (isHalted) return;
		timer = setTimeout(() => {
			// One after the other: each names the version that the one before has made.
			sending ??= send().finally(() => {
				sending = undefined;
				if (isChanged) sendSoon();
			});
		}, patienceMilliseconds);
	}

	form.addEventListener('input', sendSoon);
	form.addEventListener('submit', (event) => {
		clearTimeout(timer);
		isChanged = false;
		if (!sending) return;
		event.preventDefault();
		const { submitter } = event;
		void sending.then(() => form.requestSubmit(submitter));
	});
})();
