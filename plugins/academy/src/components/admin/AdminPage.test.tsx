import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ErrorAnswer } from '../../__testUtils__/fakeBackend';
import { renderAcademy } from '../../__testUtils__/renderAcademy';

const health = {
  units: 3,
  loadedAt: '2026-03-04T05:06:07Z',
  problems: [
    {
      file: 'foundations/first-steps/broken-release/unit.yaml',
      line: 12,
      column: 7,
      field: 'scenarios.0.hints',
      message: 'too few hints',
      expected: '4 hints',
    },
    { file: 'foundations/course.yaml', message: 'the file cannot be read' },
  ],
};

const labs = { clusters: [], switches: [], attempts: [], stuck: [] };

const show = (answers: Record<string, unknown>, admin = true) => {
  answers['GET /admin/labs'] ??= labs;
  return renderAcademy({ path: '/academy/admin', answers, admin });
};

describe('Content health', () => {
  it('names file, line, field and what was expected', async () => {
    show({ 'GET /admin/content': health });
    const table = await screen.findByRole('region', { name: 'Content health' });
    expect(
      within(table)
        .getAllByRole('row')
        .slice(1)
        .map(row => [...row.children].map(cell => cell.textContent)),
    ).toEqual([
      [
        'foundations/first-steps/broken-release/unit.yaml:12:7',
        'scenarios.0.hints',
        'too few hints',
        '4 hints',
      ],
      ['foundations/course.yaml', '', 'the file cannot be read', ''],
    ]);
    expect(screen.getByText(/Problems: 2/)).toBeVisible();
  });

  it('is read again on demand', async () => {
    const answers: Record<string, unknown> = { 'GET /admin/content': health };
    show(answers);
    await screen.findByText('too few hints');
    answers['GET /admin/content'] = { ...health, problems: [] };
    await userEvent.click(
      screen.getByRole('button', { name: 'Refresh: Content health' }),
    );
    expect(
      await screen.findByText('Every content file is in order'),
    ).toBeVisible();
  });

  it('is denied by the backend to those without the permission', async () => {
    show({ 'GET /admin/content': new ErrorAnswer(403) });
    expect(await screen.findByText('You may not see this')).toBeVisible();
  });

  it('has no tab for those without the permission', async () => {
    show({}, false);
    expect(await screen.findByRole('tab', { name: 'Courses' })).toBeVisible();
    expect(screen.queryByRole('tab', { name: 'Admin' })).toBeNull();
  });
});
