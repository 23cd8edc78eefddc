// @ts-check
// Does the work of a form's gate while one writes (ALTCHA, PBKDF2): the first counter whose key begins as asked. The browser derives keys
// beside the page, which stays quick. Without this script, or where the browser cannot, one copies a word instead.
(function () {
	function findParts() {
		const holder = document.querySelector('[data-gate]');
		const form = holder?.closest('form');
		const [challenge, solution] = holder?.querySelectorAll('input') ?? [];
		/** @type {HTMLElement | null | undefined} */
		const question = holder?.querySelector('[data-gate-question]');
		/** @type {HTMLElement | null | undefined} */
		const status = holder?.querySelector('[role="status"]');
		if (!form || !challenge || !solution || !question || !status) return undefined;
		return { form, challenge, solution, question, status };
	}

	const parts = findParts();
	// Keys are derived in a secure context alone.
	if (!parts || !globalThis.crypto?.subtle) return;
	const { form, challenge, solution, question, status } = parts;

	/** @param {string} hex */
	function toBytes(hex) {
		return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
	}

	/** @param {ArrayBuffer} bytes */
	function toHex(bytes) {
		return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
	}

	/** @param {string} text */
	async function solve(text) {
		const { nonce, salt, cost, keyLength, keyPrefix } = JSON.parse(text).parameters;
		const start = toBytes(nonce);
		const password = new Uint8Array(start.length + 4);
		password.set(start);
		const how = { name: 'PBKDF2', hash: 'SHA-256', salt: toBytes(salt), iterations: cost };
		for (let counter = 0; ; counter++) {
			new DataView(password.buffer).setUint32(start.length, counter);
			const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
			const derivedKey = toHex(await crypto.subtle.deriveBits(how, key, keyLength * 8));
			if (derivedKey.startsWith(keyPrefix)) return JSON.stringify({ counter, derivedKey });
		}
	}

	question.hidden = true;
	let isAsked = false;
	async function prepare() {
		try {
			solution.value = await solve(challenge.value);
			if (isAsked) form.requestSubmit();
		} catch {
			question.hidden = false;
			status.textContent = '';
			if (isAsked) question.querySelector('input')?.focus();
		}
	}

	void prepare();
	form.addEventListener('submit', (event) => {
		if (solution.value !== '' || !question.hidden) return;
		event.preventDefault();
		isAsked = true;
		status.textContent = status.dataset.waiting ?? '';
	});
})();
