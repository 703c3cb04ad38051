"""Motifs of the demo's pictures, in the words of demo_shapes: to work and to play with."""

from __future__ import annotations

WORK_MOTIFS = {
    "headphones": """
        arc ink 50 48 25 5 180 360; arc deep 50 48 25 7 235 305; twin box main 17 46 32 78 7
        twin box ink 31 48 38 76 3.5; twin oval accent 24 62 4""",
    "speaker": """
        box ink 34 82 40 87; box ink 60 82 66 87; box main 29 14 71 84 8; box deep 33 18 67 80 6
        oval ink 50 58 15; oval steel 50 58 11; oval ink 50 58 5; oval ink 50 31 9
        oval accent 50 31 4; row 3 4 0 oval gold 46 44.5 1""",
    "camera": """
        poly deep 34 34 39 23 61 23 66 34; box accent 22 28 32 36 2; box main 16 32 84 78 7
        box paper 16 43 84 48; oval paper 50 57 18; oval ink 50 57 15; oval steel 50 57 9
        oval ink 50 57 5; oval paper 45 52 2.5; box butter 70 35.5 80 40.5 1
        box ink 36 73.5 64 75.5 1""",
    "basketball": """
        oval orange 50 50 33; line ink 2 50 17 50 83; line ink 2 17 50 83 50
        arc ink 8 50 34 2 -46 46; arc ink 92 50 34 2 134 226""",
    "kettlebell": """
        arc ink 50 32 16 8 135 405; blob main 50 38 72 46 77 66 66 84 34 84 23 66 28 46
        box deep 34 82 66 87 2; oval paper 50 64 12; oval accent 50 64 9; box paper 45 63 55 65""",
    "bottle": """
        box accent 45 10 55 20 3; box ink 39 18 61 31 4
        blob main 38 31 62 31 66 42 65 84 50 88 35 84 34 42; box glow 34.5 52 65.5 68
        leaf accent 50 67 50 52 8; line pale 2.5 40 40 40 47
        row 3 0 5 line deep 1.2 60 74 63 74""",
    "bear": """
        twin oval wood 33 24 9; twin oval skin 33 24 5; twin oval wood 29 62 8 10
        oval wood 50 66 21 22; oval skin 50 68 13 14; oval wood 50 37 22 20; oval skin 50 44 10 8
        twin oval ink 42 34 2.4; oval ink 50 40.5 3.4 2.4; arc ink 50 44 3.4 1.2 20 160
        twin oval wood 36 84 9 7; twin oval skin 36 84 5 3.6; twin poly accent 50 58 39 53 39 63
        oval rich 50 58 2.6""",
    "blocks": """
        box main 18 52 48 82 3; box deep 21 55 45 79 2; box accent 52 52 82 82 3
        box rich 55 55 79 79 2; box gold 35 20 65 50 3; box amber 38 23 62 47 2; oval paper 33 67 8
        poly paper 67 59 76 75 58 75
        poly paper 50 25 53 32 60.5 32.5 55 37.5 56.5 45 50 41 43.5 45 45 37.5 39.5 32.5 47 32""",
    "robot": """
        line steel 2 50 20 50 12; oval accent 50 11 3.4; twin box steel 19 48 27 70 4
        twin oval accent 23 72 5; box metal 44 42 56 50; box ink 33 76 45 88 3
        box ink 55 76 67 88 3; box main 32 19 68 43 6; twin oval paper 42 30 5
        twin oval ink 42 30 2.3; box deep 42 37 58 39.5 1; box main 29 47 71 78 6
        box paper 36 53 64 64 2; line accent 1.6 39 60 44 60 47 55 51 62 54 58 61 58
        oval red 40 71 2.4; oval gold 48 71 2.4; oval green 56 71 2.4""",
    "tyre": """
        oval ink 50 50 35; spin 20 box steel 48.6 14 51.4 19; oval ink 50 50 31; oval steel 50 50 23
        oval ink 50 50 20; spin 5 poly metal 46 50 43 30 57 30 54 50; oval metal 50 50 9
        spin 5 oval ink 50 43.5 1.2; oval accent 50 50 5""",
    "car": """
        blob main 13 68 13 56 22 50 34 49 44 36 64 35 76 49 87 54 88 68 50 70
        poly glass 39 49 47 39.5 54 39 54 49; poly glass 57 49 57 39 64 39.5 71 49
        line deep 1.2 55.5 50 55.5 67; line ink 1.6 59 54 63 54; box deep 14 63 87 68 3
        oval butter 85 57 3; oval red 15 58 2.4 3; row 2 40 0 oval ink 30 69 9.5
        row 2 40 0 oval metal 30 69 5; row 2 40 0 oval ink 30 69 1.8""",
    "battery": """
        box ink 26 26 36 36 1; box ink 64 26 74 36 1; box red 27 23 35 28 1; box steel 65 23 73 28 1
        box main 16 34 84 80 5; box deep 16 34 84 44 5; box paper 24 38 32 40; box paper 27 35 29 43
        box paper 68 38 76 40; poly butter 54 46 37 64 49 64 45 77 63 58 51 58
        box ink 20 78 80 84 2""",
    "hammer": """
        poly wood 58 34 66 40 36 86 27 80; poly main 42 61 50.5 66.5 36 86 27 80
        line deep 1.2 40 68 46 72; line deep 1.2 37 72.5 43 76.5; poly steel 46 20 76 40 69 52 39 32
        poly ink 69 34 83 43 75 57 61 48; blob steel 50 22 40 18 27 22 18 36 17 44 24 36 33 33 42 35
        line metal 1.6 44 26 62 38; line metal 1.6 26 27 38 23""",
    "screwdriver": """
        line main 17 24 27 40 43; line deep 2 20 33 36 49; line deep 2 30 22 46 38
        line pale 2 24 28 40 44; poly accent 38 49 46 41 55 47 44 58
        poly ink 45 56 53 48 59 52 49 62; line metal 4.6 56 59 78 81
        poly steel 74 80 80 74 88 86 85 89""",
    "tape": """
        box gold 50 70 84 80 1; row 5 6 0 box ink 56 70 57.2 75; row 5 6 0 box ink 59 70 60 73
        box steel 82 68 86 86 1; box main 12 20 66 80 16; box deep 12 72 66 80 4; oval pale 37 48 20
        oval paper 37 48 16; oval accent 37 48 10; oval paper 37 48 4; box ink 54 26 64 34 2""",
    "guitar": """
        poly bark 70 13 76 17 58 44 52 40; poly ink 66 15 72 7 82 12 77 21
        row 3 2.4 -3.6 oval metal 77.5 23 1.4; row 3 2.4 -3.6 oval metal 64.5 15 1.4
        blob wood 26 56 42 47 49 39 60 43 63 53 59 62 57 78 44 89 26 87 16 74
        blob amber 29 59 43 50 51 43 58 46 60 53 56 61 54 76 43 85 28 83.5 19 74
        oval bark 47 61 8.4; oval ink 47 61 6.8; poly bark 28 73 30 71 41 79 40 82
        line butter 0.5 33 76 73 14; line butter 0.5 35 77.5 74.4 15
        line butter 0.5 37 79 76 16""",
    "record": """
        oval ink 63 50 29; arc steel 63 50 25 0.5 0 359; arc steel 63 50 21 0.5 0 359
        arc steel 63 50 17 0.5 0 359; box main 10 20 66 80 2; oval accent 38 46 15
        oval glow 38 46 10; oval accent 38 46 5; row 3 0 4.6 line paper 1.6 18 68 40 68""",
    "synthesizer": """
        box ink 10 26 90 76 4; box deep 10 26 90 34 4; box accent 14 37 34 45 1
        line paper 1.2 16 41 19 41 21 38.8 24 43.4 27 41 32 41; row 4 9 0 oval metal 42 41 3
        row 4 9 0 line ink 1 42 41 43.4 39; row 3 4 0 oval red 78 41 1.4
        row 10 7.3 0 box paper 14 49 20.4 72 1; row 2 7.3 0 box ink 18.6 49 23 63 0.6
        row 3 7.3 0 box ink 40.5 49 44.9 63 0.6; row 2 7.3 0 box ink 69.7 49 74.1 63 0.6""",
    "clapper": """
        box ink 18 42 82 84 3; box paper 18 42 82 51; row 4 16 0 poly ink 18 51 26 42 34 42 26 51
        poly paper 17 40 15 31 77 14 79.5 23
        row 4 15.5 -4.25 poly ink 15 31 22.7 28.9 32.7 35.7 25 37.8; oval accent 21 41 4
        line steel 1.2 24 61 76 61; line steel 1.2 24 71 76 71; line steel 1.2 44 51 44 71
        poly accent 46 73.4 46 81 53 77.2""",
    "popcorn": """
        row 4 12 0 oval butter 32 40 7.5; row 3 12 0 oval gold 38 33 7
        row 3 12 0 oval butter 37 31 6.5; row 2 12 -1 oval butter 45 24 6.5; oval paper 34 38 3.4
        oval paper 47 29 3; oval paper 60 37 3.4; oval paper 49 39 4
        poly paper 26 42 74 42 67 88 33 88; poly red 26 42 35.6 42 39.8 88 33 88
        poly red 45.2 42 54.8 42 53.4 88 46.6 88; poly red 64.4 42 74 42 67 88 60.2 88
        oval butter 50 62 10; oval gold 50 62 7""",
    "reel": """
        poly ink 50 74 92 74 92 87 50 87; row 8 5 0 box paper 54 75.4 56.6 77.6
        row 8 5 0 box paper 54 83.4 56.6 85.6; row 3 12 0 box accent 55 79 64 82; oval main 50 50 34
        oval deep 50 50 30.5; spin 6 oval paper 50 31 7.4; spin 6 oval pale 50 31 5.6
        oval ink 50 50 8; oval gold 50 50 3.4""",
    "gamepad": """
        twin box ink 22 30 38 40 4
        blob main 28 33 50 36 72 33 84 42 90 67 82 77 70 66 50 64 30 66 18 77 10 67 16 42
        box ink 25 44 31 58 1; box ink 21 48 35 54 1; oval red 76 51 3.2; oval gold 70 45 3.2
        oval green 64 51 3.2; oval paper 70 57 3.2; twin oval deep 41 60 6; twin oval ink 41 60 4
        twin box deep 43 45 47 47.4 1""",
    "arcade": """
        poly deep 30 10 70 10 74 26 68 30 68 52 80 58 76 92 24 92 20 58 32 52 32 30 26 26
        box accent 29 12 71 24 2; row 5 7 0 oval butter 36 18 1.8; box ink 33 29 67 52 2
        box green 43 35 57 43; twin box green 40 38 43 46; twin box ink 46 37 48 40
        twin box green 45 43 47 46; poly main 33 52 67 52 79 59 21 59; line ink 1.8 37 56 35 49
        oval red 35 48 3; row 3 6 0 oval gold 54 55.8 1.8; poly main 21 59 79 59 76 92 24 92
        box ink 42 68 58 82 2; row 2 8 0 box gold 45.4 72 46.6 78""",
    "dice": """
        poly accent 58 16 84 22 78 48 52 42; oval paper 63 23 2.8; oval paper 68 32 2.8
        oval paper 73 41 2.8; box main 14 38 60 84 8; box deep 14 76 60 84 4
        row 3 0 11 oval paper 26 48 3.8; row 3 0 11 oval paper 48 48 3.8; box accent 66 58 88 80 4
        box rich 66 76 88 80 2; oval paper 77 67 3.4""",
    "mug": """
        arc main 68 56 13 6 -80 80; box main 24 34 68 84 8; oval deep 46 34 22 5
        oval bark 46 35 19 3.6; row 3 8 0 arc metal 38 25 3 2 90 270
        row 3 8 0 arc metal 38 19 3 2 -90 90; row 3 8 0 arc metal 38 13 3 2 180 270
        poly gold 46 48 49 55 56 55.6 51 60.5 52.6 68 46 64 39.4 68 41 60.5 36 55.6 43 55""",
    "pencils": """
        poly gold 33 60 29 24 36 23 40 60; poly butter 29 24 36 23 31.4 12
        poly ink 30.6 16.4 33 16 31.4 12; poly accent 44 60 44 18 52 18 52 60
        poly butter 44 18 52 18 48 7; poly ink 46.4 11.4 49.6 11.4 48 7
        poly green 56 60 62 26 69 27 64 60; poly butter 62 26 69 27 67.6 15
        poly ink 66 19.4 68.2 19.8 67.6 15; box main 28 46 72 88 5; box deep 28 54 72 60
        row 5 8 0 oval pale 34 74 2.2""",
    "clipboard": """
        box wood 22 16 78 90 5; box paper 28 24 72 84 1; box steel 38 12 62 26 3; oval ink 50 16 2.4
        row 3 0 15 box metal 34 34 42 42 1; row 3 0 15 line steel 2 48 38 66 38
        line green 2.4 35 37 38 40 44 31; line green 2.4 35 52 38 55 44 46
        line red 2.4 35.4 65 40.6 71; line red 2.4 40.6 65 35.4 71""",
    "hardhat": """
        pie gold 50 62 33 36 180 360; twin blob amber 32 34 36 31 35 61 30 61
        box butter 44 22 56 62 4; box ink 17 57 83 64 1
        blob gold 11 68 28 63 50 61 72 63 89 68 86 73 50 69 14 73; box ink 40 44 60 55 3
        oval paper 50 49.5 4""",
    "gear": """
        spin 8 poly main 43 28 45 15 55 15 57 28; oval main 50 50 27; oval deep 50 50 20
        oval main 50 50 15; oval paper 50 50 7; spin 6 oval pale 50 32.5 2; oval ink 50 50 4""",
    "cone": """
        box ink 14 80 86 88 3; poly orange 45 12 55 12 73 80 27 80
        poly paper 41 27 59 27 62.6 40.6 37.4 40.6; poly paper 34.6 51 65.4 51 69 65 31 65
        box orange 20 75 80 82 2""",
    "floppy": """
        poly main 16 20 20 16 76 16 84 24 84 80 80 84 20 84 16 80; box metal 32 16 68 40 2
        box ink 55 20 62 36 1; box paper 26 50 74 84 2; box accent 26 50 74 57 1
        row 3 0 7 line steel 1.6 33 64 67 64; oval deep 78 78 2""",
    "terminal": """
        box ink 10 20 90 82 5; box metal 10 20 90 31 5; box metal 10 27 90 32; oval red 17 26 2.4
        oval gold 24 26 2.4; oval green 31 26 2.4; line accent 3 18 42 26 48 18 54
        line paper 3 32 54 44 54; line glow 2 50 48 78 48; row 2 0 8 line pale 2 18 63 40 63
        line gold 2 46 63 62 63; line green 2 46 71 74 71; line metal 2 66 63 80 63""",
    "shield": """
        blob deep 50 10 66 19 84 20 82 54 66 80 50 90 34 80 18 54 16 20 34 19
        blob main 50 15 65 24 79 25 77 52 63 75 50 84 37 75 23 52 21 25 35 24; oval butter 50 43 9.5
        poly butter 47 46 53 46 57 66 43 66; oval ink 50 43 4; arc pale 38 40 9 2 170 250""",
}
