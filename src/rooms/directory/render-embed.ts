import { formatPhone } from '#house/language/phone.ts';
import type { Language } from '#house/language/language.ts';
import { texts } from '#messages';
import type { ListedService } from './service.ts';

/** A number that is always there. `phone` for a `tel:` link, `display` for the eye. */
export interface EmbedLine {
	name: string;
	phone: string;
	display: string;
	hours?: string | undefined;
}

/** What the box of a commune says. */
export interface EmbedBox {
	language: Language;
	/** "Qui peut aider à Verviers ?" */
	title: string;
	place: string;
	/** The numbers for a danger, then the central line, then whoever listens at night. */
	lines: EmbedLine[];
	/** Undefined while the database is away: then `others` are shown. */
	services: ListedService[] | undefined;
	others: EmbedLine[];
	/** The whole address of the site, without a slash at its end, and the page of the commune on it. */
	site: string;
	path: string;
	/** `frame`: shown in a frame, whose links leave it. */
	shape: 'fragment' | 'frame';
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
	return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** A piece of HTML of its own: every class begins with `maillage-`, nothing has an id, a style or a script. */
export function renderEmbed(box: EmbedBox): string {
	const t = texts(box.language).directory;
	const more = `${box.site}${box.path}`;
	return `<section class="maillage-box" lang="${box.language}" aria-label="${escapeHtml(box.title)}"${
		box.services === undefined ? ' data-maillage="numbers-only"' : ''
	}>
<h2 class="maillage-title">${escapeHtml(box.title)}</h2>
<p class="maillage-lead">${escapeHtml(t.embed_lead)}</p>
<ul class="maillage-lines">
${box.lines.map(renderLine).join('\n')}
</ul>
${renderServices(box)}
<p class="maillage-more"><a class="maillage-link" href="${escapeHtml(more)}"${leaving(box)}>${escapeHtml(t.embed_all({ place: box.place }))}</a></p>
</section>
`;
}

function leaving({ shape }: EmbedBox): string {
	return shape === 'frame' ? ' target="_top" rel="noopener noreferrer"' : ' rel="noopener"';
}

function renderLine({ name, phone, display, hours }: EmbedLine): string {
	const when = hours === undefined ? '' : ` <span class="maillage-hours">${escapeHtml(hours)}</span>`;
	return `<li class="maillage-line"><a class="maillage-call" href="tel:${escapeHtml(phone)}">${escapeHtml(display)}</a> <span class="maillage-name">${escapeHtml(name)}</span>${when}</li>`;
}

function renderServices(box: EmbedBox): string {
	const t = texts(box.language).directory;
	if (box.services === undefined) {
		return `<p class="maillage-note">${escapeHtml(t.embed_away)}</p>
<ul class="maillage-lines">
${box.others.map(renderLine).join('\n')}
</ul>`;
	}
	if (box.services.length === 0)
		return `<p class="maillage-note">${escapeHtml(t.embed_none({ place: box.place }))}</p>`;
	return `<h3 class="maillage-subtitle">${escapeHtml(t.embed_services({ place: box.place }))}</h3>
<ul class="maillage-services">
${box.services.map((service) => renderService(service, box)).join('\n')}
</ul>`;
}

function renderService(service: ListedService, box: EmbedBox): string {
	const t = texts(box.language).directory;
	const foreign = service.textLanguage === box.language ? '' : ` lang="${service.textLanguage}"`;
	const href = escapeHtml(`${box.site}/${box.language}/services/${service.id}`);
	const label = service.imaginary ? ` <span class="maillage-tag">${escapeHtml(t.imaginary)}</span>` : '';
	return `<li class="maillage-service"><a class="maillage-link" href="${href}"${foreign}${leaving(box)}>${escapeHtml(service.name)}</a>${label} <span class="maillage-organisation">${escapeHtml(service.organisationName)}</span>${renderCall(service, box)}</li>`;
}

/** No number of a service that is away, nor one that reaches nobody. */
function renderCall(service: ListedService, { language }: EmbedBox): string {
	const t = texts(language).directory;
	if (service.paused) return ` <span class="maillage-note">${escapeHtml(t.paused)}</span>`;
	if (service.phone === null) return '';
	const display = escapeHtml(formatPhone(service.phone));
	return service.imaginary
		? ` <span class="maillage-note">${display} (${escapeHtml(t.imaginary_number)})</span>`
		: ` <a class="maillage-call" href="tel:${escapeHtml(service.phone)}">${display}</a>`;
}

/** The same as a page for a frame, with a style sheet of ours. */
export function renderEmbedPage(box: EmbedBox): string {
	return `<!doctype html>
<html lang="${box.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${escapeHtml(box.title)} – Maillage</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/embed.css">
</head>
<body class="maillage-page">
<main>
${renderEmbed(box)}</main>
</body>
</html>
`;
}
