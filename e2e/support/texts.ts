import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { en } from '../../plugins/academy/src/translation/en';
import ko from '../../plugins/academy/src/translation/ko';
import type { Language } from './person';

const LESSONS = path.resolve(__dirname, '../../lessons');

/** The plugin's own texts, so that the story reads the page as its reader does. */
export function translator(language: Language) {
  const messages: Record<string, string> = language === 'en' ? en : ko;
  return (key: keyof typeof en, values: Record<string, unknown> = {}) =>
    Object.entries(values).reduce(
      (text, [name, value]) => text.replaceAll(`{{${name}}}`, String(value)),
      messages[key],
    );
}

/** The part of a unit's specification that the stories use. */
export interface UnitFile {
  title: Record<Language, string>;
  quiz: {
    id: string;
    text: Record<Language, string>;
    options: { text: Record<Language, string>; correct?: boolean }[];
  }[];
  tasks: { id: string; checks: object[]; solution: string[] }[];
  scenarios: {
    id: string;
    title: Record<Language, string>;
    debrief: Record<Language, string>;
    checks: {
      id: string;
      message?: Record<Language, string>;
      answer?: { prompt: Record<Language, string> };
    }[];
    solution: string[];
  }[];
}

/** Reads `unit.yaml`. */
export function unitFile(id: string): UnitFile {
  return parse(fs.readFileSync(path.join(LESSONS, id, 'unit.yaml'), 'utf8'));
}

/** Absolute path of a file of a unit. */
export function contentFile(id: string, file: string) {
  return path.join(LESSONS, id, file);
}
