import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeAcademy, refusal } from '../__testUtils__/FakeAcademy';
import { attempt, challenge, lab, notYet } from '../__testUtils__/fixtures';
import { renderLab } from '../__testUtils__/renderLab';

const inMinutes = (minutes: number) =>
  new Date(Date.now() + minutes * 60_000).toISOString();

const ending = {
  ...attempt,
  expiresAt: inMinutes(9),
  hardEndsAt: inMinutes(120),
};

describe('times of an attempt', () => {
  it('warns before the end, and gives more time', async () => {
    const extendAttempt = jest.fn(async () => ({
      ...ending,
      expiresAt: inMinutes(69),
      cursor: 11,
    }));
    renderLab(
      lab,
      new FakeAcademy({ attempt: ending, api: { extendAttempt } }),
    );
    const warning = await screen.findByText(
      /The time of this sandbox is over at .* extended until .* at the latest/,
    );
    expect(warning.closest('[role="status"]')).not.toBeNull();
    expect(screen.queryByRole('dialog')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Extend' }));
    expect(
      await screen.findByText(/Extended: the sandbox now lives until/),
    ).toBeVisible();
    expect(screen.queryByText(/is over at/)).toBeNull();
    expect(extendAttempt).toHaveBeenCalledWith('a1');
  });

  it('says why there was no more time', async () => {
    const error = await refusal(409, 'it has all the time');
    renderLab(
      lab,
      new FakeAcademy({
        attempt: ending,
        api: { extendAttempt: () => Promise.reject(error) },
      }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Extend' }),
    );
    expect(await screen.findByText(/it has all the time/)).toBeVisible();
  });

  it('explains the hard end and offers nothing there', async () => {
    const academy = new FakeAcademy({
      attempt: { ...ending, hardEndsAt: ending.expiresAt },
    });
    renderLab(lab, academy);
    expect(
      await screen.findByText(/all the time that one may have/),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Extend' })).toBeNull();
  });

  it('tells the end for idleness from the end of the time', async () => {
    const academy = new FakeAcademy({
      attempt: { ...ending, expiresAt: inMinutes(90) },
    });
    renderLab(lab, academy);
    await screen.findByText('0 of 3 checks passed');
    expect(screen.queryByText(/Nothing was done here/)).toBeNull();
    await academy.emit({
      type: 'times',
      expiresAt: inMinutes(90),
      idleEndsAt: inMinutes(4),
      pausedMs: 0,
    });
    expect(screen.getByText(/Nothing was done here for a while/)).toBeVisible();
    expect(screen.getByRole('timer', { name: 'Time left' })).toHaveTextContent(
      /Time left 1:(30|29):/,
    );
  });

  it('stops the clock of a challenge while the cluster is away, and says why', async () => {
    const academy = new FakeAcademy({
      attempt: {
        ...attempt,
        unitId: challenge.id,
        scenario: 'lost-endpoints',
        readyAt: inMinutes(-10),
        verdicts: [
          notYet('endpoints-back', { outcome: 'unknown', reason: 'timeout' }),
        ],
      },
    });
    renderLab(challenge, academy);
    await screen.findByRole('timer', { name: 'Clock' });
    await academy.emit({
      type: 'times',
      expiresAt: attempt.expiresAt,
      pausedMs: 60_000,
      pausedSince: inMinutes(-5),
    });
    expect(
      screen.getByText(
        /The clock has stood still since .*: the cluster did not answer in time/,
      ),
    ).toBeVisible();
    expect(screen.getByRole('timer', { name: 'Clock' })).toHaveTextContent(
      /Clock (4:00|3:59)/,
    );
    await academy.emit({
      type: 'times',
      expiresAt: attempt.expiresAt,
      pausedMs: 120_000,
    });
    expect(screen.queryByText(/stood still/)).toBeNull();
    expect(screen.getByRole('timer', { name: 'Clock' })).toHaveTextContent(
      /Clock 8:0/,
    );
  });
});
