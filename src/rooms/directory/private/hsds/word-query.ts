import type { HsdsQuestion } from '../../hsds-question.ts';
import { foldWords, marks } from './fold-words.ts';

/** Territories that a question names, as the areas that contain them; undefined where it names none. */
export interface HsdsWhere {
	/** The area of x_be_nis and every wider one. */
	nisAreas: string[] | undefined;
	/** The communes of postcode and every area that contains one of them. */
	postcodeAreas: string[] | undefined;
	/** The postal codes within proximity of postcode. */
	postalCodes: string[] | undefined;
}

const shortestBeginning = 3;
const mostWords = 12;

/** All conditions on words and marks as one tsquery, so that one index answers them together; undefined when there is none. */
export function writeWordQuery(question: HsdsQuestion, where: HsdsWhere): string | undefined {
	const conditions = [
		...listSearched(question.search),
		...one(question.termId, marks.term),
		...one(question.taxonomyId, marks.taxonomy),
		...one(question.organizationId, marks.organization),
		...one(question.parentId, marks.parent),
		...(question.topOnly ? [quote(marks.withoutParent)] : []),
		...anyOf(where.nisAreas, marks.area),
		...anyOf(where.postcodeAreas, marks.area),
		...anyOf(where.postalCodes, marks.postalCode),
	];
	return conditions.length === 0 ? undefined : conditions.join(' & ');
}

/** What consists of nothing to look for is found nowhere. */
function listSearched(search: string | undefined): string[] {
	if (search === undefined) return [];
	const words = [...new Set(foldWords(search))].slice(0, mostWords);
	if (words.length === 0) return [quote(marks.nothing)];
	return words.map((word) => (word.length < shortestBeginning ? quote(word) : `${quote(word)}:*`));
}

function one(value: string | undefined, mark: (value: string) => string): string[] {
	return value === undefined ? [] : [quote(mark(value))];
}

function anyOf(values: string[] | undefined, mark: (value: string) => string): string[] {
	if (values === undefined) return [];
	return [`(${(values.length === 0 ? [marks.nothing] : values.map(mark)).map(quote).join(' | ')})`];
}

function quote(lexeme: string): string {
	return `'${lexeme.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
}
