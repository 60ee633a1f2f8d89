import type { Content } from '@kubernetes-academy/backstage-plugin-academy-common';
import { loadContent } from '../loadContent';
import { createLessonsFolder, validLessons } from './lessonsFolder';

/** Changes one file of the valid tree; `undefined` removes it. */
export type Change = Record<string, (text: string) => string | undefined>;

/** Loads the valid tree with changes. */
export async function loadChanged(
  change: Change,
  options: {
    prepare?: (root: string) => Promise<void>;
    examples?: boolean;
  } = {},
): Promise<Content> {
  const { prepare, examples } = options;
  const files: Record<string, string | undefined> = validLessons();
  for (const [file, edit] of Object.entries(change)) {
    files[file] = edit(files[file] ?? '');
  }
  const folder = await createLessonsFolder(files);
  try {
    await prepare?.(folder.root);
    return await loadContent({ root: folder.root, examples });
  } finally {
    await folder.remove();
  }
}

/** Replaces a text that must be there. */
export const replace = (from: string, to: string) => (text: string) => {
  if (!text.includes(from)) {
    throw new Error(`"${from}" is not in the file`);
  }
  return text.replace(from, to);
};
