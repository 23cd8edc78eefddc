/** An imaginary service as a seed file states it, for tests. */
export const aRelay = {
	id: 'relais-vesdre',
	organisation: 'demo-vesdre',
	mainLanguage: 'fr',
	audiences: ['relative'],
	needs: ['listen', 'support_relative'],
	languages: ['fr', 'ar'],
	minors: 'with_parent',
	free: true,
	anonymous: true,
	withoutAppointment: false,
	modes: ['phone', 'visit'],
	covers: ['63079', '63000'],
	hours: [
		{ days: [1, 2], opens: '09:00', closes: '12:30' },
		{ days: [6], opens: '18:00', closes: '24:00' },
	],
	phone: '+3287000012',
	email: 'accueil@relais-vesdre.example',
	url: null,
	address: { street: 'Rue Imaginaire 12', postalCode: '4800', town: 'Verviers' },
	confirmedOn: '2026-09-14',
	text: {
		fr: { name: 'Relais Vesdre', description: 'Nous écoutons.', conditions: 'Gratuit.', firstContact: 'Vous appelez.' },
	},
};
/** Its organisation. */
export const anOrganisation = { id: 'demo-vesdre', kind: 'other', area: '63079', name: { fr: 'Maison de la Vesdre' } };
