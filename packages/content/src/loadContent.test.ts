import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { loadContent } from './loadContent';
import { loadChanged as load, replace } from './__testUtils__/loadChanged';
import type { Change } from './__testUtils__/loadChanged';

const LESSON = 'c/m/lesson/unit.yaml';
const LAB = 'c/m/lab/unit.yaml';

describe('loadContent', () => {
  it('loads courses, modules, units, sections and files', async () => {
    const content = await load({});

    expect(content.problems).toEqual([]);
    expect(content.courses.map(c => c.modules.map(m => m.units))).toEqual([
      [['c/m/lesson', 'c/m/lab']],
    ]);
    expect(content.units['c/m/lab']).toMatchObject({
      id: 'c/m/lab',
      sections: {
        intro: { en: 'Intro', ko: '소개' },
        first: { en: 'Do it.', ko: '해 보세요.' },
      },
      files: { 'solution/web.yaml': 'apiVersion: v1\n' },
    });
  });

  it('loads an example only when asked', async () => {
    const change = {
      'c/course.yaml': (text: string) => `${text}example: true\n`,
    };
    const asked = await load(change, { examples: true });
    const unasked = await load(change);

    expect(asked.courses.map(c => c.id)).toEqual(['c']);
    expect(unasked).toEqual({ courses: [], units: {}, problems: [] });
  });

  it('changes the hash with the specification, the text and the files', async () => {
    const hash = async (change: Change) =>
      (await load(change)).units['c/m/lab'].hash;
    const hashes = await Promise.all([
      hash({}),
      hash({ [LAB]: replace('minutes: 10', 'minutes: 11') }),
      hash({ 'c/m/lab/ko.md': replace('해 보세요.', '하세요.') }),
      hash({ 'c/m/lab/solution/web.yaml': () => 'apiVersion: v2\n' }),
    ]);

    expect(new Set(hashes).size).toBe(4);
    expect(await hash({})).toBe(hashes[0]);
  });

  it('reports a folder that does not exist', async () => {
    const content = await loadContent({ root: '/does/not/exist' });
    expect(content).toMatchObject({
      courses: [],
      units: {},
      problems: [{ file: '.', expected: 'a folder with courses' }],
    });
  });

  describe('leaves out a unit that cannot be used and loads the rest', () => {
    it.each<[string, Change, object]>([
      [
        'malformed YAML',
        { [LESSON]: replace('kind: Lesson', 'kind: [Lesson') },
        { file: LESSON, line: 3, expected: 'valid YAML' },
      ],
      [
        'a key written twice',
        { [LESSON]: replace('minutes: 10', 'minutes: 10\nminutes: 11') },
        { file: LESSON, line: 6, expected: 'valid YAML' },
      ],
      [
        'a wrong type',
        { [LESSON]: replace('minutes: 10', 'minutes: ten') },
        {
          file: LESSON,
          line: 5,
          column: 10,
          field: 'minutes',
          message: '"ten" is not allowed here',
          expected: 'number',
        },
      ],
      [
        'a value out of range',
        { [LESSON]: replace('minutes: 10', 'minutes: 0') },
        { line: 5, field: 'minutes', expected: 'a number of at least 1' },
      ],
      [
        'an unknown value',
        { [LESSON]: replace('beginner', 'novice') },
        {
          line: 6,
          field: 'level',
          expected: 'beginner | intermediate | advanced',
        },
      ],
      [
        'an unknown kind',
        { [LESSON]: replace('kind: Lesson', 'kind: Poem') },
        { line: 2, field: 'kind', expected: 'Lesson | Lab | Challenge' },
      ],
      [
        'an unknown field',
        { [LESSON]: replace('minutes: 10', 'minutes: 10\nminuets: 3') },
        {
          line: 6,
          column: 1,
          field: 'minuets',
          message: 'unknown field "minuets"',
        },
      ],
      [
        'a text in one language only',
        { [LESSON]: replace('{ en: Summary, ko: 요약 }', '{ en: Summary }') },
        {
          line: 4,
          field: 'summary.ko',
          message: 'this field is missing',
          expected: 'string',
        },
      ],
      [
        'an id with capitals',
        { [LESSON]: replace('id: q1', 'id: Q1') },
        {
          line: 10,
          field: 'quiz.0.id',
          message: '"Q1" is not allowed here',
          expected: expect.stringContaining('lower-case'),
        },
      ],
      [
        'a single question without a correct option',
        { [LESSON]: replace('        correct: true\n', '') },
        {
          field: 'quiz.0.options',
          expected: 'exactly one option with correct: true',
        },
      ],
      [
        'two options with one id',
        { [LESSON]: replace('id: b', 'id: a') },
        {
          line: 18,
          field: 'quiz.0.options.1.id',
          message: 'the id "a" is used twice',
          expected: 'another id than in line 14',
        },
      ],
      [
        'a misspelt field of a resource',
        { [LAB]: replace('name: web }', 'nam: web }') },
        {
          line: 14,
          field: 'tasks.0.checks.0.resources.web.nam',
          message: 'unknown field "nam"',
        },
      ],
      [
        'a task that takes the name of the introduction',
        {
          [LAB]: replace('id: first', 'id: intro'),
          'c/m/lab/en.md': replace('{#first}', '{#intro}'),
          'c/m/lab/ko.md': replace('{#first}', '{#intro}'),
        },
        { field: 'tasks.0.id', message: 'the id "intro" is reserved' },
      ],
      [
        'a file outside of the unit',
        { [LAB]: replace('solution/web.yaml', '../lesson/web.yaml') },
        {
          line: 18,
          field: 'tasks.0.solution.0',
          expected: expect.stringContaining('path inside the unit folder'),
        },
      ],
      [
        'a named file that is missing',
        { 'c/m/lab/solution/web.yaml': () => undefined },
        {
          file: LAB,
          line: 18,
          field: 'tasks.0.solution.0',
          message: 'solution/web.yaml: the file does not exist',
        },
      ],
      [
        'a missing language',
        { 'c/m/lab/ko.md': () => undefined },
        { file: 'c/m/lab/ko.md', message: 'the file does not exist' },
      ],
      [
        'a task without text',
        { 'c/m/lab/ko.md': replace(' {#first}', '') },
        {
          file: 'c/m/lab/ko.md',
          message: 'the text of "first" is missing',
          expected: 'a heading "## ... {#first}"',
        },
      ],
    ])('%s', async (_, change, problem) => {
      const content = await load(change);

      expect(content.problems).toContainEqual(expect.objectContaining(problem));
      expect(Object.keys(content.units)).toEqual([
        Object.keys(change)[0].startsWith('c/m/lab') ? 'c/m/lesson' : 'c/m/lab',
      ]);
    });

    it('a symbolic link that leaves the folder', async () => {
      const content = await load(
        { 'c/m/lab/solution/web.yaml': () => undefined },
        {
          prepare: async root => {
            const solution = join(root, 'c/m/lab/solution');
            await mkdir(solution);
            await symlink('/etc/hostname', join(solution, 'web.yaml'));
          },
        },
      );
      expect(content.problems).toEqual([
        expect.objectContaining({
          line: 18,
          message:
            'solution/web.yaml: the file lies outside of the lessons folder',
        }),
      ]);
      expect(Object.keys(content.units)).toEqual(['c/m/lesson']);
    });
  });

  describe('reports what is not right and keeps the unit', () => {
    const LESSON_EN = 'c/m/lesson/en.md';
    const LESSON_KO = 'c/m/lesson/ko.md';

    it.each<[string, Change, object]>([
      [
        'another heading',
        { [LESSON_KO]: replace('## 하나', '### 하나') },
        {
          file: LESSON_KO,
          line: 1,
          message: 'heading 1 differs from en.md: ###',
          expected: '## as in en.md line 1',
        },
      ],
      [
        'other code',
        { [LESSON_KO]: replace('a: 1', 'a: 2') },
        { file: LESSON_KO, line: 7, message: expect.stringContaining('a: 2') },
      ],
      [
        'a block in one language only',
        { [LESSON_KO]: replace(':::tip\n글\n:::\n', '글\n') },
        { file: LESSON_KO, message: expect.stringContaining(':::quiz q1') },
      ],
      [
        'an unknown block',
        {
          [LESSON_EN]: replace(':::tip', ':::tipp'),
          [LESSON_KO]: replace(':::tip', ':::tipp'),
        },
        { file: LESSON_EN, line: 3, message: 'unknown block ":::tipp"' },
      ],
      [
        'a block that is not closed',
        {
          [LESSON_EN]: replace('Text\n:::', 'Text'),
          [LESSON_KO]: replace('글\n:::', '글'),
        },
        { file: LESSON_EN, line: 3, message: '":::tip" is not closed' },
      ],
      [
        'an unknown question',
        {
          [LESSON_EN]: replace(':::quiz q1', ':::quiz q1\n\n:::quiz q2'),
          [LESSON_KO]: replace(':::quiz q1', ':::quiz q1\n\n:::quiz q2'),
        },
        {
          file: LESSON_KO,
          line: 13,
          message: 'unknown question "q2"',
          expected: 'q1',
        },
      ],
      [
        'a question that is shown nowhere',
        {
          [LESSON_EN]: replace(':::quiz q1', ''),
          [LESSON_KO]: replace(':::quiz q1', ''),
        },
        { file: LESSON, line: 10, field: 'quiz.0.id' },
      ],
      [
        'a section that belongs to no task',
        {
          'c/m/lab/en.md': text => `${text}\n## Second {#second}\n`,
          'c/m/lab/ko.md': text => `${text}\n## 둘째 {#second}\n`,
        },
        {
          file: 'c/m/lab/en.md',
          line: 7,
          message: 'unknown task or scenario "second"',
          expected: 'first',
        },
      ],
      [
        'a unit that is not there',
        { 'c/m/module.yaml': replace('lab]', 'lab, exam]') },
        {
          file: 'c/m/module.yaml',
          line: 5,
          field: 'units.2',
          message: 'there is no folder "exam" in c/m',
          expected: 'lab | lesson',
        },
      ],
      [
        'a unit that is listed twice',
        { 'c/m/module.yaml': replace('lab]', 'lab, lab]') },
        { field: 'units.2', message: '"lab" is listed twice' },
      ],
      [
        'a folder that is not listed',
        { 'c/m/extra/en.md': () => 'text' },
        {
          file: 'c/m/module.yaml',
          line: 5,
          field: 'units',
          message: 'the folder "extra" is not listed',
        },
      ],
      [
        'a course without its file',
        { 'd/notes.md': () => 'text' },
        { file: 'd/course.yaml', message: 'the file does not exist' },
      ],
    ])('%s', async (_, change, problem) => {
      const content = await load(change);

      expect(content.problems).toContainEqual(expect.objectContaining(problem));
      expect(Object.keys(content.units)).toEqual(['c/m/lesson', 'c/m/lab']);
    });
  });
});
