import { appendFile } from 'node:fs/promises';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { LAB, LESSON, lessons } from '../__testUtils__';
import { DefaultContentService } from './DefaultContentService';
import { describeProblem } from './describeProblem';

describe('DefaultContentService', () => {
  const directory = createMockDirectory();

  beforeEach(() => directory.setContent({ lessons }));

  const create = (
    logger = mockServices.logger.mock(),
    inspectors: Parameters<
      typeof DefaultContentService.create
    >[0]['inspectors'] = [],
    examples = false,
  ) =>
    DefaultContentService.create({
      root: directory.resolve('lessons'),
      watch: false,
      examples,
      inspectors,
      logger,
      lifecycle: mockServices.lifecycle.mock(),
    });

  it('finds units by id, and nothing else', async () => {
    const content = await create();
    expect(content.unit(LESSON)?.spec.kind).toBe('Lesson');
    expect(content.unit('basics/start/unheard')).toBeUndefined();
    expect(content.unit('constructor')).toBeUndefined();
  });

  it('serves an example only where examples are wanted', async () => {
    const course = directory.resolve('lessons/basics/course.yaml');
    await appendFile(course, 'example: true\n');

    const usual = await create();
    const withExamples = await create(undefined, [], true);

    expect(usual.get()).toEqual({ courses: [], units: {}, problems: [] });
    expect(withExamples.unit(LAB)).toBeDefined();
  });

  it('logs every problem with file, line, field and expectation', async () => {
    directory.addContent({
      'lessons/basics/start/deploy/unit.yaml':
        'apiVersion: kubernetes-academy.io/v1\nkind: Lab\nminutes: ten\n',
    });
    const logger = mockServices.logger.mock();
    const content = await create(logger, [
      ({ units }) => [
        { file: 'app-config', message: `${Object.keys(units).length} units` },
      ],
    ]);
    const { problems } = content.health();
    expect(logger.warn.mock.calls.map(([line]) => line)).toEqual(
      problems.map(describeProblem),
    );
    expect(logger.warn).toHaveBeenCalledWith(
      'basics/start/deploy/unit.yaml:3:10: minutes: "ten" is not allowed here, expected number',
    );
    expect(logger.warn).toHaveBeenCalledWith('app-config: 2 units');
    expect(content.unit(LAB)).toBeUndefined();
    expect(content.unit(LESSON)).toBeDefined();
  });
});
