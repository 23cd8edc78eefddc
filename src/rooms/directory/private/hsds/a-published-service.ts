import type { PublishedService, Territory } from './published.ts';

/** An imaginary service with a value for everything, for tests. */
export const aPublishedService: PublishedService = {
	id: '3f0c1d7e-52a8-4f10-9d51-6a8f5b7f0a11',
	organisation: {
		id: '8b7e0f9a-1d2c-4b3e-8f6a-5c4d3e2f1a0b',
		kind: 'municipality',
		areaCode: '63079',
		enterpriseNumber: '0123456749',
		imaginary: true,
		names: { fr: 'Maison de la Vesdre', nl: 'Vesderhuis' },
	},
	paused: true,
	pausedUntil: '2026-12-24',
	imaginary: true,
	networkRole: 'individual_support',
	mainLanguage: 'fr',
	audiences: ['relative', 'person'],
	needs: ['listen'],
	languages: ['fr', 'ar'],
	minors: 'no',
	free: true,
	anonymous: false,
	withoutAppointment: true,
	modes: ['phone', 'visit'],
	referralModes: ['self', 'relative'],
	capacity: 'waiting',
	waitingDays: 30,
	capacityOn: '2026-09-01',
	accessibility: ['step_free'],
	phone: '+3287000012',
	email: 'accueil@relais-vesdre.example',
	url: 'https://relais-vesdre.example/',
	street: 'Rue Imaginaire 12',
	postalCode: '4800',
	town: 'Verviers',
	confirmedOn: '2026-09-14',
	sourceUrl: 'https://relais-vesdre.example/source',
	texts: {
		fr: {
			name: 'Relais Vesdre',
			description: 'Nous écoutons.',
			conditions: 'Gratuit.',
			firstContact: 'Vous appelez.',
			cost: '',
			pauseMessage: 'Retour en janvier.',
			mission: 'Écouter.',
			method: '',
			limits: 'Pas d’urgence.',
			professionalSecrecy: '',
		},
		nl: {
			name: 'Relais Vesder',
			description: 'Wij luisteren.',
			conditions: '',
			firstContact: '',
			cost: 'Gratis, zonder kaart.',
			pauseMessage: '',
			mission: '',
			method: '',
			limits: '',
			professionalSecrecy: '',
		},
	},
	hours: [
		{ weekday: 1, opens: '09:00', closes: '12:30' },
		{ weekday: 2, opens: '09:00', closes: '12:30' },
		{ weekday: 6, opens: '18:00', closes: '24:00' },
	],
	exceptions: [
		{ startsOn: '2026-12-24', endsOn: '2027-01-02', hours: [], note: 'Congé' },
		{ startsOn: '2027-01-04', endsOn: '2027-01-04', hours: [['18:00', '24:00']], note: '' },
	],
	coverage: ['63079', 'fwb'],
	given: null,
	mergedIds: ['5f0c1d7e-52a8-4f10-9d51-6a8f5b7f0a12'],
};

const liege = { fr: 'Province de Liège', nl: 'Provincie Luik', de: 'Provinz Lüttich', en: 'Province of Liège' };
const verviers = { fr: 'Verviers', nl: 'Verviers', de: 'Verviers', en: 'Verviers' };
const federation = {
	fr: 'Fédération Wallonie-Bruxelles',
	nl: 'Federatie Wallonië-Brussel',
	de: 'Föderation Wallonie-Brüssel',
	en: 'Wallonia-Brussels Federation',
};

export const aTerritory: Territory = {
	areas: new Map([
		['63079', { code: '63079', kind: 'commune', names: verviers, lineage: ['63079', '60000', 'fwb'] }],
		['60000', { code: '60000', kind: 'province', names: liege, lineage: ['60000'] }],
		['fwb', { code: 'fwb', kind: 'community', names: federation, lineage: ['fwb'] }],
	]),
	communes: new Map([['4800', '63079']]),
};
