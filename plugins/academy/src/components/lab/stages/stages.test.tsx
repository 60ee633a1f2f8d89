import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeAcademy, refusal } from '../__testUtils__/FakeAcademy';
import { afterStart, attempt, challenge, lab } from '../__testUtils__/fixtures';
import { renderLab } from '../__testUtils__/renderLab';

const requested = {
  ...attempt,
  state: 'requested' as const,
  namespace: undefined,
  readyAt: undefined,
  expiresAt: undefined,
};

const stage = () =>
  screen
    .getAllByRole('listitem')
    .find(item => item.getAttribute('aria-current') === 'step');

describe('an attempt that is being prepared', () => {
  it('moves through its stages with the stream, to the workspace', async () => {
    const academy = new FakeAcademy({
      attempt: {
        ...requested,
        unitId: challenge.id,
        scenario: 'lost-endpoints',
      },
    });
    renderLab(challenge, academy);
    expect(
      await screen.findByText('Your sandbox is being prepared'),
    ).toBeVisible();
    expect(stage()).toHaveTextContent('Requested');

    await academy.emit({
      type: 'state',
      state: 'injecting',
      message: { en: 'Waiting for the symptom', ko: '증상을 기다리는 중' },
    });
    expect(stage()).toHaveTextContent('Fault: injected, then proven');
    expect(screen.getByText('Waiting for the symptom')).toHaveAttribute(
      'role',
      'status',
    );

    await academy.emit(
      { type: 'state', state: 'ready' },
      {
        namespace: attempt.namespace,
        readyAt: attempt.readyAt,
        expiresAt: attempt.expiresAt,
      },
    );
    const bar = await screen.findByRole('region', {
      name: 'State of the attempt',
    });
    expect(
      await within(bar).findByRole('timer', { name: 'Time left' }),
    ).toBeVisible();
    expect(within(bar).getByRole('timer', { name: 'Clock' })).toBeVisible();
    expect(bar).toHaveTextContent('Namespace acad-first-deployment-1');
  });

  it('says why it failed and tries again', async () => {
    const startAttempt = jest.fn(async () => ({ ...requested, id: 'a2' }));
    const academy = new FakeAcademy({
      attempt: requested,
      api: { startAttempt },
    });
    renderLab(lab, academy);
    await screen.findByText('Your sandbox is being prepared');
    await academy.emit(
      {
        type: 'state',
        state: 'failed',
        message: { en: 'The quota is used up', ko: '쿼터가 부족합니다' },
      },
      { endedAt: afterStart(9) },
    );

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The quota is used up',
    );
    academy.attempt = { ...requested, id: 'a2' };
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText('Your sandbox is being prepared'),
    ).toBeVisible();
    expect(startAttempt).toHaveBeenCalledWith({ unitId: lab.id });
  });

  it('says when trying again is refused', async () => {
    const academy = new FakeAcademy({
      attempt: { ...requested, state: 'failed' },
      api: {
        startAttempt: async () => {
          throw await refusal(503, 'no training cluster is ready');
        },
      },
    });
    renderLab(lab, academy);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Try again' }),
    );
    expect(
      await screen.findByText(/no training cluster is ready/),
    ).toBeVisible();
  });
});

describe('an attempt that is over', () => {
  it('expires while the learner looks at it, and can be started again', async () => {
    const academy = new FakeAcademy({ attempt });
    renderLab(lab, academy);
    await screen.findByText('0 of 3 checks passed');
    await academy.emit(
      { type: 'state', state: 'expired' },
      { endedAt: afterStart(7200) },
    );
    expect(await screen.findByText('The time is over')).toBeVisible();
    expect(academy.followers).toBe(0);

    await userEvent.click(screen.getByRole('button', { name: 'Start again' }));
    expect(
      await screen.findByRole('button', { name: 'Start lab' }),
    ).toBeVisible();
  });

  it('is ended by the learner after a confirmation', async () => {
    const academy = new FakeAcademy({
      attempt,
      api: {
        endAttempt: async () => ({
          ...attempt,
          state: 'abandoned',
          endedAt: afterStart(60),
          cursor: 11,
        }),
      },
    });
    renderLab(lab, academy);
    await userEvent.click(await screen.findByRole('button', { name: 'End' }));
    const dialog = screen.getByRole('dialog', { name: 'End this attempt?' });
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'End the attempt' }),
    );
    expect(await screen.findByText('You ended this attempt')).toBeVisible();
  });

  it('stays passed after its sandbox was removed', async () => {
    const academy = new FakeAcademy({
      attempt: { ...attempt, state: 'passed', endedAt: afterStart(60) },
    });
    renderLab(lab, academy);
    expect(
      await screen.findByText('Passed, and the sandbox is removed'),
    ).toBeVisible();
  });
});
