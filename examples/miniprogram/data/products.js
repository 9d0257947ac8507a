// 价格以分计
const products = [
  {
    id: '1',
    name: '山茶花手账本',
    blurb: '一日一页，写到花开',
    price: 6800,
    image: '/images/camellia.jpg',
    detail: '墨绿布面，封面的山茶是木版套色印的，每一朵深浅都略有不同。内页用 100 克道林纸，钢笔写着不洇，翻开能平摊在桌上。',
    facts: ['A5 256 页', '线装平摊', '布面烫金', '附书签绳'],
  },
  {
    id: '2',
    name: '竹影信笺',
    blurb: '见字如面，展信舒颜',
    price: 3200,
    image: '/images/letter.jpg',
    detail: '安徽泾县的手工皮纸，竖排朱丝栏，右下角压一枝淡墨竹影。毛笔、钢笔都合适，折三折正好装进配好的信封。',
    facts: ['信纸 20 张', '信封 8 枚', '手工皮纸', '朱丝栏七行'],
  },
  {
    id: '3',
    name: '松烟墨水',
    blurb: '黑得有松木的香气',
    price: 8800,
    image: '/images/ink.jpg',
    detail: '以松烟调墨，颜色黑而不亮，干后微微泛青。特地做过防堵处理，钢笔与蘸水笔都能用，写完记得盖好瓶盖。',
    facts: ['30 毫升', '颜料墨水', '耐水耐光', '钢笔、蘸水笔适用'],
  },
  {
    id: '4',
    name: '青石印章',
    blurb: '把名字郑重地留在纸上',
    price: 12800,
    image: '/images/seal.jpg',
    detail: '青田石手工刻制，朱文、白文任选，最多四个字。下单后师傅会先把印稿发给您看，满意了再落刀，约七天寄出。',
    facts: ['2.5 厘米见方', '手工篆刻', '含印稿确认', '附朱砂印泥'],
  },
  {
    id: '5',
    name: '黄铜书签',
    blurb: '越用越温润的一枝竹',
    price: 3900,
    image: '/images/bookmark.jpg',
    detail: '0.5 毫米黄铜片蚀刻竹枝，边缘手工打磨，不刮书页。没有上漆，用久了会慢慢变成蜂蜜的颜色。',
    facts: ['12 × 3.2 厘米', '黄铜蚀刻', '手编流苏', '牛皮纸信封装'],
  },
  {
    id: '6',
    name: '桂花火漆',
    blurb: '一封信的最后一道工序',
    price: 4500,
    image: '/images/wax.jpg',
    detail: '一枚桂花铜印配三条桂花色火漆。火漆韧性好，寄平信也不易碎裂；融一小段，数到十再起印，花形最清楚。',
    facts: ['铜印 1 枚', '火漆 3 条', '木柄可换头', '约可封 30 封信'],
  },
];

function find(id) {
  return products.filter((product) => product.id === String(id))[0] || null;
}

module.exports = { products, find };
