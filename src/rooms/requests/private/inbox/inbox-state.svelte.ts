import { askServer } from '#house/ui/ask-server.ts';
import type { Keyring } from '#rooms/keys/keyring.ts';
import { roomTexts } from '#messages/requests';
import type { InboxProps } from '../../inbox-props.ts';
import { openLine, type OpenedLine } from '../../open-request-content.ts';
import type { RequestScope } from '../../places.ts';
import { fitsFilter } from '../../request-filter.ts';
import { openCardSearch, type CardSearch } from '../../search-cards.ts';
import { LinePage, type SealedLine } from '../../sealed-request.ts';
import { readInboxAddress, writeInboxAddress, type InboxAddress } from './address.ts';
import { describeTrouble } from './describe-trouble.ts';
import { inSlices } from './in-slices.ts';
import { compareLines, withOpened, type Line } from './line.ts';

export const linesPerPage = 50;
/** To draw the list takes longer than to open a hundred lines of it. In milliseconds. */
const SHOWN_EVERY = 200;

/** What the inbox holds, in the memory of this page: the list, what is opened of it, and where one is in it. */
export class InboxState {
	readonly props: InboxProps;
	keyring = $state.raw<Keyring>();
	lines = $state.raw<Line[]>([]);
	/** How many lines have been looked at since unlocking. */
	opened = $state(0);
	isLoaded = $state(false);
	trouble = $state('');
	/** Read out as it changes. */
	said = $state('');
	question = $state('');
	address = $state.raw<InboxAddress>(readInboxAddress(location.search));
	visible = $derived.by(() => this.#choose());
	/** Where one comes back from. */
	lastOpened: string | undefined = undefined;
	/** What was begun and not sent, by request. */
	readonly drafts = new Map<string, { text: string; note: string; files: File[] }>();
	#search: CardSearch = openCardSearch();
	#work = new AbortController();

	constructor(props: InboxProps) {
		this.props = props;
	}

	get texts() {
		return roomTexts(this.props.language);
	}

	scopeOf(requestId: string): RequestScope {
		const { organisationId, teamId } = this.props;
		return { organisationId, teamId, requestId };
	}

	/** All lines, a thousand at a time; each page is shown when it comes. */
	async load(): Promise<void> {
		this.trouble = '';
		let after: unknown = null;
		const lines: Line[] = [];
		do {
			const asked = await askServer(`${this.props.path}/cards`, { after }, LinePage);
			if (!('answer' in asked)) {
				this.trouble = describeTrouble(asked, this.props.language);
				return;
			}
			for (const sealed of asked.answer.lines) lines.push({ sealed, opened: {} });
			this.lines = lines.toSorted(compareLines);
			after = asked.answer.next;
		} while (after !== null);
		this.isLoaded = true;
		await this.#openLines();
	}

	unlock(keyring: Keyring): void {
		this.keyring = keyring;
		keyring.onLock(() => this.#forget());
		void this.#openLines();
	}

	/** Locked: what was opened is let go; what was begun and not sent waits. */
	#forget(): void {
		this.#work.abort();
		this.#search = openCardSearch();
		this.keyring = undefined;
		this.question = '';
		this.opened = 0;
		this.lines = this.lines.map(({ sealed }) => ({ sealed, opened: {} }));
		this.said = this.texts.inbox_locked;
	}

	/** The lines of the page that is shown come first; the others follow while one reads. */
	async #openLines(): Promise<void> {
		if (this.keyring === undefined || !this.isLoaded) return;
		this.#work.abort();
		this.#work = new AbortController();
		const done = new Map<string, OpenedLine>();
		const each = ({ sealed }: Line) => void done.set(sealed.id, this.#open(sealed));
		const after = () => {
			this.opened = done.size;
			this.lines = withOpened(this.lines, done);
		};
		const start = (this.address.filter.page - 1) * linesPerPage;
		const shown = this.visible.slice(start, start + linesPerPage);
		shown.forEach(each);
		after();
		const rest = this.lines.filter(({ sealed }) => !done.has(sealed.id));
		await inSlices(rest, each, { after, signal: this.#work.signal, every: SHOWN_EVERY });
	}

	#open(sealed: SealedLine): OpenedLine {
		const { keyring } = this;
		if (keyring === undefined) return {};
		const opened = openLine(sealed, this.scopeOf(sealed.id), (epoch) => keyring.findTeamKeys(this.props.teamId, epoch));
		if (opened.card) this.#search.put({ id: sealed.id, title: opened.card.title, name: opened.card.name });
		return opened;
	}

	/** A line as it is now on the server, opened anew. */
	put(sealed: SealedLine): void {
		const line = { sealed, opened: this.#open(sealed) };
		this.lines = [...this.lines.filter(({ sealed: { id } }) => id !== sealed.id), line].toSorted(compareLines);
	}

	#choose(): Line[] {
		const { filter } = this.address;
		const { today, me } = this.props;
		const fitting = this.lines.filter(({ sealed }) => fitsFilter(sealed, filter, { today, me: me.id }));
		if (this.question.trim() === '') return fitting;
		const found = this.#search.find(this.question);
		return fitting.filter(({ sealed }) => found.has(sealed.id));
	}

	/** Goes there inside this document: the keys stay. */
	go(address: Partial<InboxAddress>, how: 'push' | 'replace' = 'push'): void {
		this.address = { ...this.address, ...address };
		const target = writeInboxAddress(this.props.path, this.address);
		if (how === 'push') history.pushState(null, '', target);
		else history.replaceState(null, '', target);
	}

	/** After "back" and "forward". */
	readAddress(): void {
		this.address = readInboxAddress(location.search);
	}

	hasDrafts(): boolean {
		return [...this.drafts.values()].some(({ text, note, files }) => text !== '' || note !== '' || files.length > 0);
	}
}
