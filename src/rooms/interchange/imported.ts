import type { HsdsKind, HsdsObject } from '#rooms/directory/hsds.ts';

/** Where something stands in what was given, as a person would look it up: line and column count from 1. */
export interface Place {
	/** The name of the file as it was given, within a package its path in it; of a feed the address that was asked. */
	file: string;
	line?: number;
	/** The name of a column, or of a field by its path (`phones[0].number`); else its number. */
	column?: string | number;
}

/** One thing of HSDS, fully nested, as it was given: tidied (see `tidied`), never completed with what was not said. */
export interface ImportedEntity {
	kind: HsdsKind;
	/** Its id is a UUID: its own, or one derived from the source and the id it had, which is then kept as `x_be_source_id`. */
	object: HsdsObject;
	place: Place;
}

/** Something that was wrong or put right. An error keeps the import from being taken in; a notice only tells. */
export interface ImportProblem {
	severity: 'error' | 'notice';
	/** A key of the texts: `problem_${code}` exists in every language, with these values. */
	code: string;
	values: Record<string, string | number>;
	place: Place;
}

/** How far the reading has come. `total` is unknown where nobody said it. */
export interface ReadingProgress {
	doneBytes: number;
	totalBytes: number | undefined;
}

export type Imported = { entity: ImportedEntity } | { problem: ImportProblem } | { progress: ReadingProgress };

/** Which column of a spreadsheet holds which field: the heading as it stands there, and the field. Columns left out are not read. */
export interface ColumnMapping {
	sheet: string | undefined;
	columns: { heading: string; field: string }[];
}

/** What is to be read. A path leads to a file of this machine that the caller has put there; `name` is what its owner calls it. */
export type ImportInput =
	| { from: 'file'; path: string; name: string; mapping?: ColumnMapping }
	| { from: 'folder'; path: string; name: string }
	| { from: 'feed'; url: string; allowPrivateAddresses?: boolean };
