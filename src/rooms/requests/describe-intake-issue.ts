import type { Language } from '#house/language/language.ts';
import { texts } from '#messages';

/** What has to be put right in a field of the settings; undefined for a field that nobody types. */
export function describeIntakeIssue(field: string, language: Language): string | undefined {
	const t = texts(language).requests;
	const said: Record<string, string> = {
		teamId: t.intake_issue_team_id,
		promisedDays: t.intake_issue_promised_days,
		signsAs: t.intake_issue_signs_as,
		monthsAfterClosing: t.retention_issue_months_after_closing,
		monthsUnused: t.retention_issue_months_unused,
		legal_fr: t.retention_issue_legal_fr,
	};
	return said[field];
}
