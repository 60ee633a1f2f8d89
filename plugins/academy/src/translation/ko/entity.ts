export const entity = {
  'entity.card.title': '이 컴포넌트에 맞는 학습',
  'entity.card.emptyTitle': '추천할 항목이 없습니다',
  'entity.card.emptyText':
    '이 컴포넌트에 연결된 레슨이 없고, 실행 중인 워크로드에서도 추천할 만한 이유를 찾지 못했습니다.',
  'entity.card.why': '추천 이유',
  'entity.card.object':
    '{{cluster}} 클러스터 {{namespace}} 네임스페이스의 {{kind}}/{{name}}',
  'entity.card.container':
    '{{cluster}} 클러스터 {{namespace}} 네임스페이스의 {{kind}}/{{name}}, 컨테이너 {{container}}',
  'entity.card.signalsUnavailable':
    '실행 중인 오브젝트를 읽지 못해 연결된 레슨만 표시합니다.',
};
