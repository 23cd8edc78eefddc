import type { Language } from '#house/language/language.ts';
import { roomTexts } from '#messages/requests';
import type { FileRefusal } from './join-file.ts';

/** Why a file does not go along. */
export function describeFileRefusal(refused: FileRefusal, name: string, language: Language): string {
	const t = roomTexts(language);
	switch (refused) {
		case 'type':
			return t.ask_file_refused_type({ name });
		case 'size':
			return t.ask_file_refused_size({ name });
		case 'many':
			return t.ask_file_refused_many;
	}
}
