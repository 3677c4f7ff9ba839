package dev.comity.demo.city;

import java.util.Random;

/** Chinese personal names and streets, among them the kinds that trip programs: a middle dot, two-character surnames, rare characters. */
final class Names {

    private static final String SURNAMES =
            "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
    private static final String GIVEN =
            "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文海燕晓春冬生荣福贵德顺安宁思远嘉怡子涵梓萱浩宇欣悦雨桐佳琪俊逸诗韵博文天佑一鸣雅楠瑾瑜珺璟靖琳晟睿哲瀚";
    private static final String[] DOUBLE = {"欧阳", "司马", "上官", "诸葛", "东方", "慕容", "尉迟"};
    private static final String[] DOTTED = {"买买提·艾力", "阿依古丽·吐尔逊", "扎西·次仁", "努尔兰·别克", "娜仁·其木格"};
    private static final String[] RARE = {"𬭎", "𬍛", "龑", "㛃", "堃"};
    private static final String[] STREETS = {
        "人民路", "解放路", "中山路", "建设路", "和平路", "文化路", "新华路", "滨江路", "学府路", "长安街", "东风路", "朝阳路", "南湖路", "梅园路", "青年路"
    };

    private Names() {}

    static String person(Random random) {
        int kind = random.nextInt(100);
        if (kind < 2) {
            return DOTTED[random.nextInt(DOTTED.length)];
        }
        String surname = kind < 5 ? DOUBLE[random.nextInt(DOUBLE.length)] : character(SURNAMES, random);
        String rare = kind == 5 ? RARE[random.nextInt(RARE.length)] : character(GIVEN, random);
        return surname + rare + (random.nextInt(4) == 0 ? "" : character(GIVEN, random));
    }

    static String address(Random random) {
        return STREETS[random.nextInt(STREETS.length)] + (1 + random.nextInt(998)) + "号" + (1 + random.nextInt(40))
                + "栋" + (1 + random.nextInt(32)) + "0" + (1 + random.nextInt(8)) + "室";
    }

    private static String character(String from, Random random) {
        return String.valueOf(from.charAt(random.nextInt(from.length())));
    }
}
