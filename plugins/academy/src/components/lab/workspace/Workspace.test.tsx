import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeAcademy, refusal } from '../__testUtils__/FakeAcademy';
import {
  afterStart,
  attempt,
  challenge,
  debrief,
  lab,
  notYet,
  passed,
} from '../__testUtils__/fixtures';
import { renderLab } from '../__testUtils__/renderLab';

const TASK = 'Task 1 of 2: Create a Deployment';

const checkNamed = (name: string) => {
  const item = screen.getByRole('heading', { name }).closest('li');
  expect(item).not.toBeNull();
  return item as HTMLElement;
};

describe('Workspace', () => {
  it('continues the active attempt with its tasks, texts and verdicts', async () => {
    const academy = new FakeAcademy({
      attempt: {
        ...attempt,
        verdicts: [notYet('web-available'), passed('web-labels')],
      },
    });
    renderLab(lab, academy);

    const task = await screen.findByRole('region', { name: TASK });
    expect(task).toHaveTextContent('Create web with 3 replicas.');
    expect(
      screen.getByRole('region', { name: 'Task 2 of 2: Create a Service' }),
    ).toBeVisible();
    expect(screen.getByText('1 of 3 checks passed')).toBeVisible();

    const check = checkNamed('web is available');
    expect(check).toHaveTextContent('Not yet');
    expect(check).toHaveTextContent('Not enough replicas.');
    expect(check).toHaveTextContent(/Observed1.*Wanted>= 3/);
    expect(check).toHaveTextContent('Deployment/web');
    expect(check).toHaveTextContent(/since \d/);
    expect(checkNamed('The Service has endpoints')).toHaveTextContent(
      'Waiting',
    );
  });

  it('moves verdicts by the stream and announces them', async () => {
    const academy = new FakeAcademy({
      attempt: { ...attempt, verdicts: [notYet('web-available')] },
    });
    renderLab(lab, academy);
    await screen.findByRole('region', { name: TASK });

    await academy.emit({
      type: 'verdict',
      verdict: notYet('web-available', {
        holdsUntil: new Date(Date.now() + 5000).toISOString(),
      }),
    });
    expect(checkNamed('web is available')).toHaveTextContent(
      /It holds\. Confirming for \d s\./,
    );
    expect(screen.getByText('0 of 3 checks passed')).toBeVisible();

    await academy.emit({ type: 'verdict', verdict: passed('web-available') });
    expect(checkNamed('web is available')).toHaveTextContent('Passed');
    expect(screen.getByText('1 of 3 checks passed')).toBeVisible();
    const announcement = screen.getByText(
      'web is available: Passed. 1 of 3 checks passed',
    );
    expect(announcement).toHaveAttribute('aria-live', 'polite');
  });

  it('marks a task whose checks all hold as solved and keeps it', async () => {
    const academy = new FakeAcademy({
      attempt: { ...attempt, verdicts: [passed('web-labels')] },
    });
    renderLab(lab, academy);
    const task = await screen.findByRole('region', { name: TASK });
    expect(within(task).queryByText('Solved')).toBeNull();

    await academy.emit({ type: 'verdict', verdict: passed('web-available') });
    expect(within(task).getByText('Solved')).toBeVisible();
    expect(task).toHaveTextContent('Create web with 3 replicas.');
  });

  it('counts what has passed once in a lab, and says so', async () => {
    const academy = new FakeAcademy({ attempt });
    renderLab(lab, academy);
    const task = await screen.findByRole('region', { name: TASK });
    await academy.emit({ type: 'verdict', verdict: passed('web-available') });
    await academy.emit({ type: 'verdict', verdict: passed('web-labels') });
    await academy.emit({ type: 'verdict', verdict: notYet('web-labels') });

    expect(screen.getByText('2 of 3 checks passed')).toBeVisible();
    expect(within(task).getByText('Solved')).toBeVisible();
    const check = checkNamed('web is labelled');
    expect(check).toHaveTextContent('Not yet');
    expect(check).toHaveTextContent('It has passed before');
  });

  it('counts only what holds now in a challenge', async () => {
    const academy = new FakeAcademy({
      attempt: {
        ...attempt,
        unitId: challenge.id,
        scenario: 'lost-endpoints',
        verdicts: [{ ...notYet('endpoints-back'), passedAt: afterStart(9) }],
      },
    });
    renderLab(challenge, academy);
    expect(await screen.findByText('0 of 1 checks passed')).toBeVisible();
    expect(screen.queryByText(/It has passed before/)).toBeNull();
  });

  it('shows what could not be read apart from what is not yet right', async () => {
    const academy = new FakeAcademy({
      attempt: {
        ...attempt,
        verdicts: [
          notYet('web-available', {
            outcome: 'unknown',
            reason: 'unreachable',
            message: undefined,
            evidence: [],
          }),
          notYet('web-labels'),
        ],
      },
    });
    renderLab(lab, academy);
    await screen.findByRole('region', { name: TASK });

    const unknown = checkNamed('web is available');
    expect(unknown).toHaveTextContent(
      'It could not be read: the cluster cannot be reached. This says nothing about your work.',
    );
    expect(unknown).toHaveTextContent('Unknown');
    expect(unknown).not.toHaveTextContent('Not yet');
    const wrong = checkNamed('web is labelled');
    expect(wrong).toHaveTextContent('Not yet');
    expect(unknown.className).not.toBe(wrong.className);
  });

  it('says that it reconnects and that nothing is lost', async () => {
    const academy = new FakeAcademy({ attempt });
    renderLab(lab, academy);
    expect(
      await screen.findByText('Live: verdicts move by themselves'),
    ).toBeVisible();

    await academy.connection('lost');
    expect(screen.getByText(/Reconnecting.*nothing is lost/)).toBeVisible();
    await academy.connection('open');
    expect(screen.getByText('Live: verdicts move by themselves')).toBeVisible();
  });

  it('offers to load again when the stream is refused for good', async () => {
    const error = await refusal(401, 'the session has ended');
    const streamAttempt = jest.fn(() => Promise.reject(error));
    renderLab(lab, new FakeAcademy({ attempt, api: { streamAttempt } }));

    expect(await screen.findByText(/the session has ended/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Load again' }));
    await waitFor(() => expect(streamAttempt).toHaveBeenCalledTimes(2));
  });

  it('reads the view again once the connection is back', async () => {
    const getAttempt = jest
      .fn(async () => ({
        ...attempt,
        expiresAt: attempt.expiresAt,
        cursor: 11,
      }))
      .mockRejectedValueOnce(new TypeError('Failed to fetch'));
    const academy = new FakeAcademy({
      attempt: {
        ...attempt,
        state: 'provisioning',
        readyAt: undefined,
        expiresAt: undefined,
      },
      api: { getAttempt },
    });
    renderLab(lab, academy);
    await screen.findByText('Your sandbox is being prepared');
    await academy.emit({ type: 'state', state: 'ready' });
    await screen.findByText('0 of 3 checks passed');
    expect(screen.queryByRole('timer', { name: 'Time left' })).toBeNull();

    await academy.connection('lost');
    await academy.connection('open');
    expect(
      await screen.findByRole('timer', { name: 'Time left' }),
    ).toBeVisible();
  });

  it('resets after a confirmation, and says when that fails', async () => {
    const resetAttempt = jest
      .fn(async () => ({
        ...attempt,
        state: 'provisioning' as const,
        cursor: 20,
      }))
      .mockRejectedValueOnce(await refusal(503, 'the cluster is away'));
    const academy = new FakeAcademy({ attempt, api: { resetAttempt } });
    renderLab(lab, academy);
    await userEvent.click(await screen.findByRole('button', { name: 'Reset' }));

    const dialog = screen.getByRole('dialog', { name: 'Reset the sandbox?' });
    expect(resetAttempt).not.toHaveBeenCalled();
    const confirm = within(dialog).getByRole('button', {
      name: 'Reset everything',
    });
    await userEvent.click(confirm);
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'the cluster is away',
    );
    await userEvent.click(confirm);
    expect(
      await screen.findByText('Your sandbox is being prepared'),
    ).toBeVisible();
  });

  it('leaves a dialog without doing anything', async () => {
    renderLab(lab, new FakeAcademy({ attempt }));
    await userEvent.click(await screen.findByRole('button', { name: 'End' }));
    const dialog = screen.getByRole('dialog', { name: 'End this attempt?' });
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Cancel' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByText('0 of 3 checks passed')).toBeVisible();
  });

  it('celebrates a solved challenge with its time and keeps it on screen', async () => {
    const academy = new FakeAcademy({
      attempt: {
        ...attempt,
        unitId: challenge.id,
        scenario: 'lost-endpoints',
        assisted: true,
      },
      api: { getDebrief: async () => debrief },
    });
    renderLab(challenge, academy);
    await screen.findByRole('region', { name: 'Briefing: Nobody answers' });
    const verdict = passed('endpoints-back');
    await academy.emit({ type: 'verdict', verdict }, { verdicts: [verdict] });
    await academy.emit(
      { type: 'state', state: 'passed' },
      { passedAt: afterStart(92) },
    );

    const panel = (await screen.findByText('Challenge solved')).closest(
      '[role="status"]',
    );
    expect(panel).toHaveTextContent('Solved in 1:30.');
    expect(panel).toHaveTextContent('recorded as assisted');
    expect(checkNamed('Endpoints are back')).toHaveTextContent('Passed');
    expect(screen.queryByRole('button', { name: 'Reset' })).toBeNull();
    expect(screen.getByRole('timer', { name: 'Clock' })).toHaveTextContent(
      '1:30',
    );
  });

  it('shows the score of a scenario and what was taken off', async () => {
    const academy = new FakeAcademy({
      attempt: {
        ...attempt,
        unitId: challenge.id,
        scenario: 'lost-endpoints',
        state: 'passed',
        passedAt: afterStart(92),
        score: {
          points: 83,
          seconds: 87,
          deductions: [
            { reason: 'hint', points: 5, step: 0 },
            { reason: 'time', points: 12 },
          ],
        },
      },
      api: { getDebrief: async () => debrief },
    });
    renderLab(challenge, academy);
    const panel = (await screen.findByText('Challenge solved')).closest(
      '[role="status"]',
    );
    expect(panel).toHaveTextContent('Solved in 1:27.');
    expect(panel).toHaveTextContent('Score: 83 of 100');
    expect(panel).toHaveTextContent('5 points off for hint 1');
    expect(panel).toHaveTextContent('12 points off for the time it took');
  });
});
