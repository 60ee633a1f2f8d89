import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';

/** On components: the units that fit it, and why. */
export const academyEntityCard = EntityCardBlueprint.make({
  name: 'recommendations',
  params: {
    type: 'info',
    filter: { kind: 'component' },
    loader: async () => {
      const { AcademyEntityCard } = await import('../components/entity');
      return <AcademyEntityCard />;
    },
  },
});
