import ChallengeIcon from '@material-ui/icons/BugReport';
import LabIcon from '@material-ui/icons/Build';
import LessonIcon from '@material-ui/icons/MenuBook';
import type { UnitKind } from '@kubernetes-academy/backstage-plugin-academy-common';

const ICONS = { Lesson: LessonIcon, Lab: LabIcon, Challenge: ChallengeIcon };

/** Ornament beside the name of a kind of unit, which is always written out. */
export function UnitKindIcon(props: { kind: UnitKind }) {
  const Icon = ICONS[props.kind];
  return <Icon fontSize="small" color="action" aria-hidden />;
}
