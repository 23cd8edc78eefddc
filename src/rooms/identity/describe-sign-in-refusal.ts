import type { Language } from '#house/language/language.ts';
import { texts } from '#messages';
import { issuerRefusals, type IssuerRefusal } from './issuer.ts';
import type { PasskeyRefusal } from './passkey.ts';

/** Why a passkey or an issuer's answer was not taken, and what to do. */
export function describeSignInRefusal(refusal: PasskeyRefusal | IssuerRefusal, language: Language): string {
	const t = texts(language).identity;
	if (refusal === 'step_up') return t.refused_step_up;
	return isOfIssuer(refusal) ? t[`issuer_refused_${refusal}`] : t[`passkey_refused_${refusal}`];
}

function isOfIssuer(
	refusal: Exclude<PasskeyRefusal | IssuerRefusal, 'step_up'>,
): refusal is Exclude<IssuerRefusal, 'step_up'> {
	return issuerRefusals.some((each) => each === refusal);
}
