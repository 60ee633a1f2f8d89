import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import type { UnitSummary } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { academyTranslationRef } from '../../translation';
import { ProgressChip } from './ProgressChip';
import { UnitKindIcon } from './UnitKindIcon';
import { useCapabilityWords } from './useCapabilityWords';

/** Kind, minutes, level, needs and the learner's progress of a unit on one line. */
export function UnitFacts(props: { unit: UnitSummary }) {
  const { kind, minutes, level, needs, progress } = props.unit;
  const { t } = useTranslationRef(academyTranslationRef);
  const words = useCapabilityWords();
  const facts = [
    t(`common.kind.${kind}`),
    t('common.minutes', { minutes: String(minutes) }),
    t(`common.level.${level}`),
    ...(needs.length > 0
      ? [t('courses.needs', { capabilities: needs.map(words.name).join(', ') })]
      : []),
  ];
  return (
    <Box display="flex" flexWrap="wrap" alignItems="center" gridGap={8}>
      <UnitKindIcon kind={kind} />
      <Typography variant="body2" component="span" color="textSecondary">
        {facts.join(' · ')}
      </Typography>
      <ProgressChip progress={progress} />
    </Box>
  );
}
