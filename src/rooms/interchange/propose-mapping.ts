import type { ColumnMapping } from './imported.ts';
import type { SpreadsheetField } from './spreadsheet-fields.ts';

/** Headings as people write them in French, Dutch, German and English, without accents; the first word that begins a heading decides. */
const words: [SpreadsheetField, string][] = [
	['second_phone', 'gsm|mobile|portable|handy|mobil|tel(ephone)? ?2|telefoon ?2|telefon ?2|phone ?2|cell'],
	['phone', 'tel|phone|telefoon|telefon|numero d appel|numero de tel'],
	['email', 'e ?mail|courriel|mail|adresse (e )?mail|adresse electronique|e ?mailadres'],
	['url', 'site|web|url|www|internet|homepage|lien'],
	['postal_code', 'code postal|cp|postcode|post ?code|plz|postleitzahl|postal|zip|postnummer'],
	['city', 'localite|ville|plaats|gemeente en plaats|woonplaats|stad|ort|stadt|city|town|locality'],
	['area', 'commune|gemeente|gemeinde|zone|territoire|region|gebied|werkgebied|gebiet|area|couverture|arrondissement'],
	['address_2', 'complement|boite|bus(nummer)?$|zusatz|address ?(line )?2|adresse ?2'],
	['address_1', 'adresse|rue|adres|straat|anschrift|strasse|address|street'],
	[
		'schedule',
		'horaire|heures|openingsuren|openingstijden|uren|offnungszeiten|zeiten|opening|hours|schedule|permanence',
	],
	[
		'eligibility_description',
		'public|doelgroep|zielgruppe|audience|target|pour qui|voor wie|fur wen|for whom|beneficiaire',
	],
	['languages', 'langue|taal|talen|sprache|language'],
	['fees_description', 'prix|cout|tarif|prijs|kosten|preis|kost|price|cost|fee'],
	[
		'application_process',
		'comment|demarche|inscription|contact opnemen|hoe|anmeldung|wie (man )?|how|access|acces|aanmelding',
	],
	[
		'contact_name',
		'personne de contact|contact ?person|contactpersoon|ansprechpartner|contact name|contact|responsable',
	],
	[
		'organization',
		'organisation|organisatie|organization|institution|operateur|association|asbl|vzw|instelling|einrichtung|trager|provider',
	],
	[
		'description',
		'description|omschrijving|beschrijving|beschreibung|missions?|activites?|aanbod|angebot|about|presentation',
	],
	['alternate_name', 'sigle|acronyme|afkorting|abkurzung|acronym|autre nom|andere naam|alternate name|abreviation'],
	['alert', 'alerte|remarque|opmerking|bemerkung|hinweis|alert|notice'],
	['status', 'statut|status|etat'],
	['assured_date', 'mis a jour|date|mise a jour|bijgewerkt|datum|stand|updated|derniere'],
	['id', 'id|identifiant|reference|ref|nr|numero|kenmerk|kennung|identifier'],
	['name', 'nom|naam|name|intitule|service|dienst|denomination|benaming|bezeichnung|titre|title'],
];

const patterns = words.map(([field, text]): [SpreadsheetField, RegExp] => [field, new RegExp(`^(${text})`)]);
/** These would be taken for something longer that begins alike. */
const exact: Record<string, SpreadsheetField | undefined> = {
	id: 'id',
	nr: 'id',
	ref: 'id',
	public: 'eligibility_description',
	contact: 'contact_name',
	'service name': 'name',
	'nom du service': 'name',
	'nom de l organisation': 'organization',
	'naam organisatie': 'organization',
	'organization name': 'organization',
	'adresse mail': 'email',
	'adresse e mail': 'email',
	'adresse electronique': 'email',
	'website url': 'url',
};

/** Which column probably holds what, by its heading alone; each field once, the first column that fits. */
export function proposeMapping(sheet: string | undefined, headings: readonly string[]): ColumnMapping {
	const taken = new Set<SpreadsheetField>();
	const columns: ColumnMapping['columns'] = [];
	for (const heading of headings) {
		const field = guessField(heading);
		if (field === undefined || taken.has(field)) continue;
		taken.add(field);
		columns.push({ heading, field });
	}
	return { sheet, columns };
}

function guessField(heading: string): SpreadsheetField | undefined {
	const plain = heading
		.toLowerCase()
		.replaceAll('ß', 'ss')
		.normalize('NFD')
		.replaceAll(/\p{M}/gu, '')
		.replaceAll(/[^a-z0-9]+/g, ' ')
		.trim();
	if (plain === '') return undefined;
	return exact[plain] ?? patterns.find(([, pattern]) => pattern.test(plain))?.[0];
}
