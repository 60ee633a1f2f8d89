import Chip from '@material-ui/core/Chip';
import DoneIcon from '@material-ui/icons/CheckCircle';
import NotStartedIcon from '@material-ui/icons/RadioButtonUnchecked';
import StartedIcon from '@material-ui/icons/Timelapse';
import type { UnitProgress } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { academyTranslationRef } from '../../translation';

const ICONS = {
  notStarted: <NotStartedIcon />,
  started: <StartedIcon />,
  completed: <DoneIcon />,
};

/** How far the learner is in a unit, in words. */
export function ProgressChip(props: { progress: UnitProgress }) {
  const { state, assisted } = props.progress;
  const { t } = useTranslationRef(academyTranslationRef);
  const label =
    state === 'completed' && assisted
      ? t('common.progress.assisted')
      : t(`common.progress.${state}`);
  return (
    <Chip
      size="small"
      variant="outlined"
      icon={ICONS[state]}
      label={label}
      style={{ margin: 0 }}
    />
  );
}
