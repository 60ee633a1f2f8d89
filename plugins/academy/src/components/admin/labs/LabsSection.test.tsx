import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ErrorAnswer } from '../../../__testUtils__/fakeBackend';
import { renderAcademy } from '../../../__testUtils__/renderAcademy';

const reason = { en: 'Upgrade until noon.', ko: '정오까지 점검합니다.' };

const stopped = {
  cluster: 'dev',
  reason,
  since: '2026-03-04T05:06:07Z',
  by: 'user:default/lead',
};

const overview = {
  clusters: [
    {
      name: 'dev',
      title: 'Dev cluster',
      state: 'ready',
      capabilities: ['real-nodes'],
      kubernetesVersion: 'v1.36.3',
      activeSandboxes: 3,
      maxSandboxes: 40,
    },
    {
      name: 'qa',
      title: 'QA cluster',
      state: 'unavailable',
      message: { en: 'Apply the guard policies.', ko: '정책을 적용하세요.' },
      capabilities: [],
      maxSandboxes: 10,
    },
  ],
  switches: [] as unknown[],
  attempts: [
    { cluster: 'dev', state: 'ready', count: 2 },
    { cluster: 'dev', state: 'terminating', count: 1 },
    { cluster: 'gone', state: 'passed', count: 1 },
  ],
  stuck: [
    {
      cluster: 'dev',
      namespace: 'acad-stuck',
      since: '2026-03-04T05:06:07Z',
      conditions: [
        { type: 'NamespaceContentRemaining', message: 'pods. has 1 instance' },
      ],
    },
  ],
};

const health = { units: 3, loadedAt: '2026-03-04T05:06:07Z', problems: [] };

const show = (
  answers: Record<string, unknown>,
  language: 'en' | 'ko' = 'en',
) => {
  answers['GET /admin/content'] ??= health;
  return renderAcademy({
    path: '/academy/admin',
    answers,
    admin: true,
    language,
  });
};

const rowsOf = (table: HTMLElement) =>
  within(table)
    .getAllByRole('row')
    .slice(1)
    .map(row => [...row.children].map(cell => cell.textContent));

describe('labs on the admin page', () => {
  it('shows health and what to do, attempts by state, and deletions that hang', async () => {
    show({ 'GET /admin/labs': overview });
    const clusters = await screen.findByRole('region', {
      name: 'Training clusters',
    });
    expect(rowsOf(clusters)).toEqual([
      ['Dev cluster', 'Ready', '', '3 / 40', 'v1.36.3', 'real nodes'],
      [
        'QA cluster',
        'Unavailable',
        'Apply the guard policies.',
        '? / 10',
        '',
        '',
      ],
    ]);
    expect(
      rowsOf(screen.getByRole('region', { name: 'Attempts by state' })),
    ).toEqual([
      ['Dev cluster', '0', '0', '0', '2', '0', '1'],
      ['gone', '0', '0', '0', '0', '1', '0'],
    ]);
    const stuck = screen.getByRole('region', {
      name: 'Sandboxes whose deletion hangs',
    });
    expect(stuck).toHaveTextContent('acad-stuck');
    expect(stuck).toHaveTextContent(
      'NamespaceContentRemaining: pods. has 1 instance',
    );
    expect(screen.getByText(/in the queue: 4/)).toBeVisible();
  });

  it('stops labs of a cluster with a reason in both languages, and lets them go on', async () => {
    const bodies: unknown[] = [];
    const answers: Record<string, unknown> = {
      'GET /admin/labs': overview,
      'PUT /admin/labs/switches': (body: unknown) => {
        bodies.push(body);
        answers['GET /admin/labs'] = { ...overview, switches: [stopped] };
        return stopped;
      },
      'DELETE /admin/labs/switches?cluster=dev': () => {
        answers['GET /admin/labs'] = overview;
        return {};
      },
    };
    show(answers);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Stop labs' }),
    );
    const dialog = within(
      screen.getByRole('dialog', { name: 'Let no further lab start?' }),
    );
    const stop = dialog.getByRole('button', { name: 'Stop labs' });
    await userEvent.type(
      dialog.getByRole('textbox', { name: /Reason in English/ }),
      reason.en,
    );
    expect(stop).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: /Reason in Korean/ }),
      reason.ko,
    );
    await userEvent.click(dialog.getByLabelText('Where'));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Dev cluster' }),
    );
    await userEvent.click(stop);

    const notice = await screen.findByText('No lab starts on Dev cluster');
    expect(bodies).toEqual([{ cluster: 'dev', reason }]);
    expect(notice.closest('[role="status"]')).toHaveTextContent(
      /Upgrade until noon\..*Stopped by user:default\/lead/,
    );
    expect(screen.getByText('Stopped')).toBeInTheDocument();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await userEvent.click(
      screen.getByRole('button', { name: 'Let labs start again' }),
    );
    await waitFor(() =>
      expect(screen.queryByText('No lab starts on Dev cluster')).toBeNull(),
    );
  });

  it('keeps the reason when stopping is refused', async () => {
    show({
      'GET /admin/labs': overview,
      'PUT /admin/labs/switches': new ErrorAnswer(503, 'the database is away'),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Stop labs' }),
    );
    const dialog = within(screen.getByRole('dialog'));
    const english = dialog.getByRole('textbox', { name: /English/ });
    await userEvent.type(english, 'a');
    await userEvent.type(dialog.getByRole('textbox', { name: /Korean/ }), 'b');
    await userEvent.click(dialog.getByRole('button', { name: 'Stop labs' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'the database is away',
    );
    expect(english).toHaveValue('a');
  });

  it('says in Korean that there is nothing yet', async () => {
    show(
      {
        'GET /admin/labs': {
          clusters: [],
          switches: [{ ...stopped, cluster: undefined }],
          attempts: [],
          stuck: [],
        },
      },
      'ko',
    );
    expect(
      await screen.findByText('설정된 실습 클러스터가 없습니다'),
    ).toBeVisible();
    expect(
      screen.getByText('모든 실습 클러스터에서 새 실습이 중단되었습니다'),
    ).toBeVisible();
    expect(screen.getByText('정오까지 점검합니다.')).toBeVisible();
    expect(
      screen.getByText('실습 중이거나 대기 중인 사람이 없습니다.'),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: '실습 중단' })).toBeNull();
  });

  it('leaves the content in reach when it cannot be read', async () => {
    show({ 'GET /admin/labs': new ErrorAnswer(500, 'no luck') });
    expect(await screen.findByRole('alert')).toHaveTextContent('no luck');
    expect(
      await screen.findByText('Every content file is in order'),
    ).toBeVisible();
  });
});
