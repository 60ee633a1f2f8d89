import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { UnitView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { FakeAcademy, refusal } from '../__testUtils__/FakeAcademy';
import { afterStart, attempt, lab } from '../__testUtils__/fixtures';
import { renderLab } from '../__testUtils__/renderLab';

const withColour = (colour: string): UnitView => ({
  ...lab,
  tasks: lab.tasks.map(task => ({
    ...task,
    text: { en: `Paint it ${colour}.`, ko: `${colour}(으)로 칠하세요.` },
  })),
});

describe('texts of an attempt', () => {
  it('have its values, and other ones after a reset', async () => {
    const academy = new FakeAcademy({ attempt, unit: withColour('red') });
    renderLab(lab, academy);
    expect(await screen.findAllByText('Paint it red.')).toHaveLength(2);

    academy.unit = withColour('blue');
    const readyAt = afterStart(300);
    await academy.emit({ type: 'reset' });
    await academy.emit({ type: 'state', state: 'injecting' });
    await academy.emit({ type: 'state', state: 'ready' }, { readyAt });
    expect(await screen.findAllByText('Paint it blue.')).toHaveLength(2);
  });

  it('leave the attempt in reach when they cannot be read', async () => {
    const getAttemptUnit = jest
      .fn(async () => withColour('red'))
      .mockRejectedValueOnce(await refusal(500, 'the database is away'));
    renderLab(lab, new FakeAcademy({ attempt, api: { getAttemptUnit } }));
    expect(await screen.findByText('the database is away')).toBeVisible();
    expect(screen.getByRole('button', { name: 'End' })).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findAllByText('Paint it red.')).toHaveLength(2);
  });
});
