import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeAcademy, refusal } from '../__testUtils__/FakeAcademy';
import {
  afterStart,
  attempt,
  challenge,
  debrief,
} from '../__testUtils__/fixtures';
import { renderLab } from '../__testUtils__/renderLab';

const running = {
  ...attempt,
  unitId: challenge.id,
  scenario: 'lost-endpoints',
};
const ended = { endedAt: afterStart(60), cursor: 20 };
const givenUp = {
  ...running,
  ...ended,
  state: 'abandoned' as const,
  gaveUp: true,
};

const section = () => screen.findByRole('region', { name: 'Debrief' });

describe('debrief', () => {
  it('is shown to those who give up, after a question', async () => {
    const giveUpAttempt = jest.fn(async () => givenUp);
    const academy = new FakeAcademy({
      attempt: running,
      api: { giveUpAttempt, getDebrief: async () => debrief },
    });
    renderLab(challenge, academy);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Give up' }),
    );
    const dialog = screen.getByRole('dialog', {
      name: 'Give up this scenario?',
    });
    expect(dialog).toHaveAccessibleDescription(/without a score/);
    expect(giveUpAttempt).not.toHaveBeenCalled();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Give up and show it' }),
    );

    expect(await screen.findByText('You gave up this scenario')).toBeVisible();
    const shown = await section();
    expect(await within(shown).findByText('typo')).toBeVisible();
    expect(shown).toHaveTextContent("sh -c 'echo done'");
    expect(
      within(shown).getByRole('link', { name: 'Requests and limits' }),
    ).toHaveAttribute(
      'href',
      '/academy/courses/foundations/first-steps/requests-and-limits',
    );
  });

  it('shows each change in colour, with words for screen readers', async () => {
    renderLab(
      challenge,
      new FakeAcademy({
        attempt: givenUp,
        api: { getDebrief: async () => debrief },
      }),
    );
    const injected = await screen.findByRole('group', {
      name: 'Service/web: What the fault changed',
    });
    expect(injected).toHaveAttribute('tabindex', '0');
    const lineOf = (text: RegExp) =>
      within(injected).getByText(text, { selector: 'div' });
    const removed = lineOf(/app: web$/);
    const added = lineOf(/app: wbe$/);
    expect(removed).toHaveTextContent('- Removed: app: web');
    expect(added).toHaveTextContent('+ Added: app: wbe');
    expect(removed.className).not.toBe(added.className);
    expect(
      screen.getByRole('group', {
        name: 'Service/web: What the solution changes',
      }),
    ).toHaveTextContent('+ Added: app: web');
    expect(
      screen.getByText('No change of yours is recorded here.'),
    ).toBeVisible();
  });

  it('speaks Korean, and starts the scenario once more', async () => {
    const next = { ...running, id: 'a2', state: 'requested' as const };
    const startAttempt = jest.fn(async () => next);
    const academy = new FakeAcademy({
      attempt: givenUp,
      api: { getDebrief: async () => debrief, startAttempt },
    });
    renderLab(challenge, academy, 'ko');
    expect(await screen.findByText('오타')).toBeVisible();
    expect(screen.getByText('장애로 바뀐 것')).toBeVisible();
    academy.attempt = next;
    await userEvent.click(
      screen.getByRole('button', { name: '다른 값으로 다시 도전' }),
    );
    expect(
      await screen.findByText('샌드박스를 준비하고 있습니다'),
    ).toBeVisible();
    expect(startAttempt).toHaveBeenCalledWith({
      unitId: challenge.id,
      scenario: 'lost-endpoints',
    });
  });

  it('comes with the pass; another try ends the sandbox only when confirmed', async () => {
    const calls: string[] = [];
    const passed = { ...running, state: 'passed' as const };
    const academy = new FakeAcademy({
      attempt: passed,
      api: {
        getDebrief: async () => debrief,
        endAttempt: async () => {
          calls.push('end');
          return { ...passed, ...ended };
        },
        startAttempt: async () => {
          calls.push('start');
          return { ...running, id: 'a2', state: 'requested' };
        },
      },
    });
    renderLab(challenge, academy);
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Try again with other values',
      }),
    );
    expect(calls).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Start again' }));
    expect(
      await screen.findByText('Your sandbox is being prepared'),
    ).toBeVisible();
    expect(calls).toEqual(['end', 'start']);
  });

  it('is not forced on those who ran out of time, and none is there before the start', async () => {
    const getDebrief = jest.fn(async () => debrief);
    const expired = { ...givenUp, state: 'expired' as const, gaveUp: false };
    const { unmount } = renderLab(
      challenge,
      new FakeAcademy({ attempt: expired, api: { getDebrief } }),
    );
    const show = await screen.findByRole('button', {
      name: 'Show what was wrong',
    });
    expect(getDebrief).not.toHaveBeenCalled();
    await userEvent.click(show);
    expect(await screen.findByText('typo')).toBeVisible();
    unmount();

    renderLab(
      challenge,
      new FakeAcademy({ attempt: { ...expired, readyAt: undefined } }),
    );
    expect(await screen.findByText('The time is over')).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Show what was wrong' }),
    ).toBeNull();
  });

  it('says why it cannot be read', async () => {
    const error = await refusal(503, 'the database is away');
    renderLab(
      challenge,
      new FakeAcademy({
        attempt: givenUp,
        api: { getDebrief: () => Promise.reject(error) },
      }),
    );
    expect(await within(await section()).findByRole('alert')).toHaveTextContent(
      'the database is away',
    );
  });

  it('can be looked at again by the address of its attempt', async () => {
    const getAttempt = jest.fn(async () => givenUp);
    renderLab(
      challenge,
      new FakeAcademy({
        api: { getAttempt, getDebrief: async () => debrief },
      }),
      'en',
      { path: '/?attempt=a1' },
    );
    expect(await screen.findByText('typo')).toBeVisible();
    expect(getAttempt).toHaveBeenCalledWith('a1');
    await userEvent.click(screen.getByRole('button', { name: 'Start again' }));
    expect(
      await screen.findByRole('button', { name: 'Start challenge' }),
    ).toBeVisible();
  });
});
