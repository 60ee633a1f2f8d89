export const entity = {
  'entity.card.title': 'Learn what this component needs',
  'entity.card.emptyTitle': 'Nothing to recommend',
  'entity.card.emptyText':
    'No lesson is linked to this component, and its workloads give no reason for one.',
  'entity.card.why': 'Why',
  'entity.card.object': '{{kind}}/{{name}} in {{namespace}} on {{cluster}}',
  'entity.card.container':
    'container {{container}} of {{kind}}/{{name}} in {{namespace}} on {{cluster}}',
  'entity.card.signalsUnavailable':
    'Live objects could not be read, so only linked lessons are listed.',
} as const;
