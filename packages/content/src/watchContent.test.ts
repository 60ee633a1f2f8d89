import type { Content } from '@kubernetes-academy/backstage-plugin-academy-common';
import {
  createLessonsFolder,
  validLessons,
} from './__testUtils__/lessonsFolder';
import { watchContent } from './watchContent';

/** Collects what the watch reports and hands out the first that fits. */
function collect() {
  const seen: Content[] = [];
  const waiting: (() => void)[] = [];
  return {
    onContent(content: Content) {
      seen.push(content);
      waiting.splice(0).forEach(wake => wake());
    },
    async until(fits: (content: Content) => boolean): Promise<Content> {
      for (;;) {
        const found = seen.find(fits);
        if (found) {
          return found;
        }
        await new Promise<void>(resolve => {
          waiting.push(resolve);
        });
      }
    },
  };
}

describe('watchContent', () => {
  it('reports what is there, what breaks and what is repaired', async () => {
    const folder = await createLessonsFolder(validLessons());
    const { onContent, until } = collect();
    const watch = await watchContent({ root: folder.root, onContent });
    try {
      const first = await until(() => true);
      expect(Object.keys(first.units)).toHaveLength(2);

      const file = 'c/m/lesson/unit.yaml';
      const good = validLessons()[file];
      await folder.write(file, good.replace('minutes: 10', 'minutes: ten'));
      const broken = await until(c => c.problems.length > 0);
      expect(broken.problems[0]).toMatchObject({ file, field: 'minutes' });
      expect(Object.keys(broken.units)).toEqual(['c/m/lab']);

      await folder.write(file, good.replace('minutes: 10', 'minutes: 12'));
      const repaired = await until(
        c => c.units['c/m/lesson']?.spec.minutes === 12,
      );
      expect(repaired.problems).toEqual([]);
    } finally {
      await watch.close();
      await folder.remove();
    }
  });

  it('reports nothing after it was closed', async () => {
    const folder = await createLessonsFolder(validLessons());
    const onContent = jest.fn();
    const watch = await watchContent({ root: folder.root, onContent });
    await watch.close();
    const calls = onContent.mock.calls.length;
    await folder.write('c/course.yaml', 'kind: [');
    await watch.close();

    expect(onContent).toHaveBeenCalledTimes(calls);
    await folder.remove();
  });
});
