import {
  courseSchema,
  moduleSchema,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type {
  Content,
  ContentProblem,
  Course,
  Module,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { z } from 'zod';
import { ContentTree } from './files/ContentTree';
import { SpecDocument } from './spec';
import { loadUnit } from './unit/loadUnit';

/** What is loaded. @public */
export interface LoadContentOptions {
  /** The lessons folder. */
  root: string;
  /** Also courses that are marked as examples. Default: false. */
  examples?: boolean;
}

/**
 * Loads the lessons folder. Never throws for what it contains: a file that is
 * wrong becomes a problem with file, line, field and expectation, what cannot
 * be used because of it is left out, and the rest loads.
 *
 * @public
 */
export async function loadContent(
  options: LoadContentOptions,
): Promise<Content> {
  const { root, examples = false } = options;
  const content: Content = { courses: [], units: {}, problems: [] };
  let tree: ContentTree;
  try {
    tree = await ContentTree.open(root);
  } catch (error) {
    content.problems.push({
      file: '.',
      message: (error as Error).message,
      expected: 'a folder with courses',
    });
    return content;
  }
  for (const id of await tree.folders('.')) {
    const course = await loadCourse({ tree, id, examples, content });
    if (course) {
      content.courses.push(course);
    }
  }
  return content;
}

async function loadCourse(options: {
  tree: ContentTree;
  id: string;
  examples: boolean;
  content: Content;
}): Promise<Course | undefined> {
  const { tree, id, examples, content } = options;
  const loaded = await loadSpec(tree, `${id}/course.yaml`, courseSchema);
  if ('problems' in loaded) {
    content.problems.push(...loaded.problems);
    return undefined;
  }
  const { spec, document } = loaded;
  if (spec.example && !examples) {
    return undefined;
  }
  const modules: Module[] = [];
  const known = await knownFolders({
    tree,
    folder: id,
    document,
    list: 'modules',
    order: spec.modules,
    problems: content.problems,
  });
  for (const name of known) {
    const module = await loadModule(tree, id, name, content);
    if (module) {
      modules.push(module);
    }
  }
  return { id, spec, modules };
}

async function loadModule(
  tree: ContentTree,
  course: string,
  id: string,
  content: Content,
): Promise<Module | undefined> {
  const folder = `${course}/${id}`;
  const loaded = await loadSpec(tree, `${folder}/module.yaml`, moduleSchema);
  if ('problems' in loaded) {
    content.problems.push(...loaded.problems);
    return undefined;
  }
  const { spec, document } = loaded;
  const units: string[] = [];
  const known = await knownFolders({
    tree,
    folder,
    document,
    list: 'units',
    order: spec.units,
    problems: content.problems,
  });
  for (const name of known) {
    const unitId = `${folder}/${name}`;
    const { unit, problems } = await loadUnit({ tree, folder: unitId });
    content.problems.push(...problems);
    if (unit) {
      content.units[unitId] = unit;
      units.push(unitId);
    }
  }
  return { id, spec, units };
}

async function loadSpec<T extends z.ZodType>(
  tree: ContentTree,
  file: string,
  schema: T,
): Promise<
  { spec: z.infer<T>; document: SpecDocument } | { problems: ContentProblem[] }
> {
  let source: string;
  try {
    source = await tree.read(file);
  } catch (error) {
    return {
      problems: [
        { file, message: (error as Error).message, expected: 'this file' },
      ],
    };
  }
  const document = SpecDocument.parse(file, source);
  const parsed = document.validate(schema);
  return 'problems' in parsed ? parsed : { spec: parsed.value, document };
}

/**
 * Compares an order with the folders that are there: what is listed twice or
 * does not exist is a problem, and so is a folder that no learner would reach.
 */
async function knownFolders(options: {
  tree: ContentTree;
  folder: string;
  document: SpecDocument;
  list: 'modules' | 'units';
  order: string[];
  problems: ContentProblem[];
}): Promise<string[]> {
  const { tree, folder, document, list, order, problems } = options;
  const present = await tree.folders(folder);
  const known = order.filter((name, index) => {
    const at = [list, index];
    if (order.indexOf(name) < index) {
      problems.push(
        document.problem(at, `"${name}" is listed twice`, 'each name once'),
      );
      return false;
    }
    if (!present.includes(name)) {
      problems.push(
        document.problem(
          at,
          `there is no folder "${name}" in ${folder}`,
          present.join(' | ') || 'a folder',
        ),
      );
      return false;
    }
    return true;
  });
  for (const name of present.filter(p => !order.includes(p))) {
    problems.push(
      document.problem(
        [list],
        `the folder "${name}" is not listed`,
        `"${name}" in the order, or no such folder`,
      ),
    );
  }
  return known;
}
