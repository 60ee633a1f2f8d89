export const admin = {
  'admin.contentTitle': 'Content health',
  'admin.loaded': '{{units}} units loaded at {{time}}.',
  'admin.refresh': 'Refresh',
  'admin.fineTitle': 'Every content file is in order',
  'admin.fineText': 'Nothing was left out when the lessons were loaded.',
  'admin.problems':
    'Problems: {{total}}. What they touch is left out; everything else is available.',
  'admin.place': 'File and line',
  'admin.field': 'Field',
  'admin.problem': 'Problem',
  'admin.expected': 'Expected',
} as const;
