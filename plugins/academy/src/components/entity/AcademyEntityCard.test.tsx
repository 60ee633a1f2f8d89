import type { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  EntityRecommendations,
  Language,
  Recommendation,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { type AcademyApi, academyApiRef } from '../../api';
import { rootRouteRef } from '../../routing';
import { FakeAcademy, refusal } from '../lab/__testUtils__/FakeAcademy';
import { languageConfig } from '../lab/__testUtils__/renderLab';
import { AcademyEntityCard } from './AcademyEntityCard';

const component: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'orders' },
};

function recommendation(
  name: string,
  more: Partial<Recommendation> = {},
): Recommendation {
  const id = `foundations/first-steps/${name}`;
  return {
    unit: {
      id,
      kind: 'Lesson',
      title: { en: `About ${name}`, ko: `${name} 알아보기` },
      summary: { en: 'A lesson', ko: '레슨' },
      minutes: 10,
      level: 'beginner',
      needs: [],
      progress: { unitId: id, state: 'notStarted', assisted: false },
    },
    source: 'annotation',
    why: { en: 'Linked by its owner.', ko: '소유자가 연결했습니다.' },
    ...more,
  };
}

const signal = recommendation('limits', {
  source: 'signal',
  rule: 'container-without-resources',
  why: { en: 'It has no limits.', ko: '제한이 없습니다.' },
  object: {
    cluster: 'dev',
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: 'shop',
    name: 'orders',
    container: 'api',
  },
});

function renderCard(
  getRecommendations: AcademyApi['getRecommendations'],
  language?: Language,
) {
  const { api } = new FakeAcademy({ api: { getRecommendations } });
  renderInTestApp(
    <EntityProvider entity={component}>
      <AcademyEntityCard />
    </EntityProvider>,
    {
      apis: [[academyApiRef, api]],
      mountedRoutes: { '/academy': rootRouteRef },
      config: languageConfig(language ?? 'en'),
    },
  );
}

const answer =
  (
    recommendations: Recommendation[],
    more: Partial<EntityRecommendations> = {},
  ) =>
  async (entityRef: string) => ({ entityRef, recommendations, ...more });

describe('AcademyEntityCard', () => {
  it('links the unit and names the reason and the object', async () => {
    const getRecommendations = jest.fn(answer([signal]));
    renderCard(getRecommendations);

    const item = await screen.findByRole('listitem');
    expect(
      within(item).getByRole('link', { name: 'About limits' }),
    ).toHaveAttribute(
      'href',
      '/academy/courses/foundations/first-steps/limits',
    );
    expect(item).toHaveTextContent('10 min');
    expect(item).toHaveTextContent('Why: It has no limits.');
    expect(item).toHaveTextContent(
      'container api of Deployment/orders in shop on dev',
    );
    expect(getRecommendations).toHaveBeenCalledWith('component:default/orders');
  });

  it('proposes three at most, the first ones', async () => {
    renderCard(answer(['a', 'b', 'c', 'd'].map(name => recommendation(name))));
    const links = await screen.findAllByRole('link');
    expect(links.map(link => link.textContent)).toEqual([
      'About a',
      'About b',
      'About c',
    ]);
  });

  it('keeps the linked lessons when live objects cannot be read', async () => {
    renderCard(
      answer([recommendation('linked')], {
        signalsUnavailable: {
          en: 'You may not read the cluster dev.',
          ko: 'dev 클러스터를 읽을 수 없습니다.',
        },
      }),
    );
    expect(await screen.findByRole('listitem')).toHaveTextContent(
      'Linked by its owner.',
    );
    expect(screen.getByText(/Live objects could not be read/)).toBeVisible();
    expect(screen.getByText(/may not read the cluster dev/)).toBeVisible();
  });

  it('says that there is nothing to recommend', async () => {
    renderCard(answer([]));
    expect(await screen.findByText('Nothing to recommend')).toBeVisible();
    expect(screen.queryByRole('list')).toBeNull();
  });

  it('shows that it is loading', async () => {
    renderCard(() => new Promise(() => undefined));
    expect(
      await screen.findByRole('status', { name: 'Loading' }),
    ).toBeInTheDocument();
  });

  it('tries again after an error', async () => {
    const getRecommendations = jest
      .fn(answer([signal]))
      .mockRejectedValueOnce(await refusal(500, 'the catalog is away'));
    renderCard(getRecommendations);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'the catalog is away',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link')).toHaveTextContent('About limits');
  });

  it('speaks Korean', async () => {
    renderCard(answer([signal]), 'ko');
    const item = await screen.findByRole('listitem');
    expect(item).toHaveTextContent('limits 알아보기');
    expect(item).toHaveTextContent('추천 이유: 제한이 없습니다.');
    expect(item).toHaveTextContent('Deployment/orders, 컨테이너 api');
  });
});
