/** One value of what was given, as its bytes. */
export interface JsonSlice {
	bytes: Buffer;
	/** The line it begins on, from 1. */
	line: number;
	/** Its position among the values, from 0. */
	index: number;
	/** The outermost object without the items of its list `contents`, which came before. */
	isEnvelope: boolean;
}
