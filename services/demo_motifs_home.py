"""Motifs of the demo's pictures, in the words of demo_shapes: to wear, eat and live with."""

from __future__ import annotations

HOME_MOTIFS = {
    "shirt": """
        poly main 38 20 62 20 86 33 78 51 69 46 69 82 31 82 31 46 22 51 14 33
        poly deep 22 51 31 46 31 42 20 47.5; poly deep 78 51 69 46 69 42 80 47.5
        pie deep 50 20 12 11 0 180; pie rich 50 20 9 7 0 180; oval accent 50 51 10
        poly glow 40.6 54 47 46 52 53 55 49 59.4 54 56 59 50 61 44 59""",
    "sneaker": """
        blob main 17 70 16 42 24 39 31 47 40 38 50 43 60 55 76 60 84 70 50 73
        poly deep 16 44 24 38.5 31 46.5 28 69 18 70; leaf accent 36 70 57 52 7
        pie paper 75 69 11 10 180 330; box paper 14 67 87 76 4; box accent 14 72.5 87 76 2
        row 3 6 5.5 line paper 2 40 48 46 41; row 9 8 0 box steel 17 70 19 71.5""",
    "sunglasses": """
        line ink 3.5 18 40 11 52; line ink 3.5 82 40 89 52; arc ink 50 47 9 4 205 335
        twin blob ink 13 37 28 34 46 37 47 50 40 65 26 66 14 56
        twin blob accent 17 40 28 38 42 41 43 50 37 61 27 62 18 54; line glow 2.5 23 54 32 43
        line glow 1.5 28 56 33 50; line glow 2.5 63 54 72 43""",
    "lamp": """
        box ink 48 48 52 78; box ink 33 78 67 84 3; oval butter 50 53 8; line ink 1 62 50 62 64
        oval accent 62 65 2.2; poly main 37 16 63 16 76 52 24 52
        poly deep 25.5 48 74.5 48 76 52 24 52; poly pale 39 20 43 20 35 44 30.5 44""",
    "plant": """
        leaf moss 50 60 22 36 15; leaf moss 50 60 78 36 15; leaf green 50 60 31 18 15
        leaf green 50 60 69 18 15; leaf moss 50 60 50 10 15; twin line green 1 50 60 33 21
        line green 1 50 60 50 16; poly main 32 62 68 62 63 88 37 88; box deep 29 56 71 65 2
        row 4 8.5 0 oval accent 37 75 2""",
    "armchair": """
        poly bark 26 76 33 76 29 88 25 88; poly bark 74 76 67 76 71 88 75 88
        box main 24 18 76 64 14; oval deep 40 32 1.4; oval deep 60 32 1.4; oval deep 50 40 1.4
        box pale 27 54 73 68 5; box deep 27 66 73 78 3; twin box main 14 44 30 79 8
        poly accent 40 43 61 40 64 57 43 60; line glow 1.6 46 44 49 57
        line glow 1.6 53 43 56 56""",
    "lipstick": """
        poly accent 41 48 41 25 54 15 59 18 59 48; poly rich 41 25 54 15 59 18 46 30
        box gold 38 44 62 58 1; box amber 38 54 62 56; box ink 34 57 66 87 3
        box main 34 64 66 68""",
    "perfume": """
        box ink 41 14 59 29 3; box gold 43 29 57 37; box main 26 36 74 86 9; box pale 31 50 69 81 6
        box paper 39 54 61 72 2; oval accent 50 63 6; leaf green 50 63 58 56 4
        oval paper 36 44 3.5 1.2; line accent 1.6 43 33 33 27; oval accent 31 26 3""",
    "mirror": """
        box main 45 58 55 92 5; box deep 45 70 55 73; oval main 50 38 27; oval deep 50 38 23
        oval glass 50 38 21; line paper 3 38 42 52 26; line paper 1.6 45 46 56 33
        oval accent 50 86 2.2; oval accent 50 62 3""",
    "novel": """
        box deep 26 16 76 86 4; box paper 29 76 75 83 2; box main 26 16 74 78 4
        box deep 26 16 33 80 3; row 2 0 4 line butter 1.6 42 62 66 62; oval accent 54 40 13
        poly paper 51 50 52 36 56 36 57 50; poly red 51 36 54 31 57 36; leaf butter 56 38 66 34 3
        poly red 64 70 70 70 70 90 67 86 64 90""",
    "cookbook": """
        poly main 50 36 14 28 14 76 50 84; poly main 50 36 86 28 86 76 50 84
        poly paper 50 33 18 25 18 72 50 80; poly butter 50 33 82 25 82 72 50 80
        row 5 0 6.5 line steel 1.6 24 36 43 41; oval accent 66 50 11; oval paper 66 50 8
        blob gold 61 50 65 46 71 49 70 54 64 54; line bark 1 50 33 50 80
        poly red 76 26.5 80 25.5 80 40 78 37 76 40.5""",
    "books": """
        box main 20 70 80 84 3; box paper 70 72 80 82; box gold 27 70 31 84
        box accent 26 56 76 70 3; box paper 26 58 35 68; box butter 66 56 70 70
        box deep 22 42 72 56 3; box paper 62 44 72 54; box glow 29 42 33 56
        blob red 50 25 58 24 61 31 57 41 50 42 43 41 39 31 42 24; line bark 1.6 50 26 51 19
        leaf green 51 22 60 17 5""",
    "coffee": """
        poly bark 30 28 70 28 73 86 27 86; poly ink 30 28 70 28 70.6 36 29.4 36
        box ink 29 18 71 29 2; box amber 27 26 73 30 1; box paper 36 44 64 76 3
        oval bark 50 60 9 12; line paper 1.6 48 50 52 56 48 62 52 70; box main 36 44 64 48""",
    "honey": """
        blob gold 30 36 70 36 74 46 74 78 66 86 34 86 26 78 26 46; box amber 28 70 72 74
        box main 29 20 71 34 3; row 7 6 0 box deep 31 22 32.5 32; box glass 31 34 69 38
        box paper 34 48 66 72 3; poly amber 50 51 57.5 55.3 57.5 64 50 68.4 42.5 64 42.5 55.3
        oval ink 50 60 3.4 2.6; twin leaf glass 49 58 43 54 4; oval butter 31 50 1.4 5""",
    "cheese": """
        poly butter 14 54 64 28 86 50; poly gold 14 54 86 50 86 78 14 78; oval amber 30 66 6
        oval amber 52 60 4; oval amber 68 69 7 5.5; oval amber 46 73 3; oval gold 58 42 6 3.2
        oval gold 70 46 3 1.6; poly main 14 72 86 72 86 78 14 78""",
    "bowl": """
        row 5 11 0 oval bark 28 48 7 6; row 4 11 0 oval wood 33.5 42 7 6
        row 3 11 0 oval bark 39 36 6.4 5.6; oval amber 44 31 5 4.4; row 3 14 2 oval amber 34 47 3
        poly main 20 54 80 54 90 80 10 80; box deep 16 50 84 58 4; box deep 8 76 92 82 3
        line paper 4 41 68 59 68; twin oval paper 39 65.6 3.2; twin oval paper 39 70.4 3.2""",
    "fishbowl": """
        oval glass 50 52 33; box glass 32 17 68 24 3; box paper 30 16 70 20 2
        pie water 50 52 31 31 -12 192; poly water 20 46 80 46 81 53 19 53; leaf green 34 79 29 56 7
        leaf moss 37 80 39 61 6; blob amber 30 79 40 74 50 77 60 74 70 79 60 83 40 83
        leaf orange 68 58 42 58 20; poly orange 45 58 34 50 34 66; oval ink 62 56.5 1.6
        line rich 1.4 54 54 54 62; oval paper 71 47 1.6; oval paper 68 41 1.1
        line paper 2.4 26 40 31 32""",
    "box": """
        poly ink 36 34 40 22 47 31; poly ink 64 34 60 22 53 31; oval ink 50 44 17 15
        twin oval gold 43.5 42 3.6; twin leaf ink 43.5 38 43.5 46 2.4; poly skin 48 48 52 48 50 50.5
        line metal 0.8 38 51 29 49; line metal 0.8 62 51 71 49
        twin poly wood 22 54 10 42 16 38 30 54; poly wood 20 54 80 54 77 88 23 88
        box amber 46 54 54 66; twin oval ink 36 55 5 4; poly bark 31 72 38 66 45 72 45 82 31 82
        line bark 1.6 58 80 70 80; line bark 1.6 58 76 66 76""",
    "ring": """
        arc gold 50 62 22 6 0 359; arc butter 50 62 22 1.6 160 215
        poly amber 40 44 60 44 57 38 43 38; poly glass 34 24 66 24 74 32 50 46 26 32
        poly paper 34 24 44 32 50 24; poly paper 66 24 56 32 50 24; poly pale 44 32 56 32 50 46
        row 2 44 4 poly gold 26 13 27.4 16.6 31 18 27.4 19.4 26 23 24.6 19.4 21 18 24.6 16.6""",
    "necklace": """
        arc gold 50 26 29 1.6 -22 202; twin oval paper 22.5 35 2.6; twin oval paper 28 44.5 3
        twin oval paper 36.5 51.5 3.4; twin oval amber 23 16 2; oval gold 50 58 3.4
        blob main 50 58 60 74 58 84 50 88 42 84 40 74; blob pale 48 66 46 74 46 80 43 78 43.5 73""",
    "watch": """
        poly main 40 8 60 8 62 36 38 36; poly main 38 64 62 64 60 92 40 92
        row 3 0 5 oval deep 50 76 1.4; box steel 72 47 79 53 1.4; oval gold 50 50 25
        oval paper 50 50 20; spin 12 box steel 49.4 32 50.6 35; spin 4 box ink 49 31.5 51 36
        line ink 2.2 50 50 50 38; line ink 1.8 50 50 60 55; line accent 1 46 56 57 37
        oval accent 50 50 2""",
    "pills": """
        box main 24 32 68 86 7; box paper 20 14 72 32 4; row 9 5 0 line metal 1.2 26 18 26 28
        box paper 24 44 68 74; oval gold 46 59 10; line paper 2.4 42 59 50 59
        line paper 2.4 46 55 46 63; line accent 7 64 82 74 86; line glow 7 74 86 74.1 86
        line red 7 80 76 86 84; line paper 7 86 84 86.1 84.1""",
    "firstaid": """
        arc ink 50 32 13 5 180 360; box main 13 32 87 82 7; box deep 13 66 87 82 7
        box main 13 64 87 72; oval green 50 57 18; box paper 45.6 45 54.4 69 1
        box paper 38 52.6 62 61.4 1; box metal 24 30 34 37 1; box metal 66 30 76 37 1""",
    "toothbrush": """
        twin poly paper 59 36 62 17 54.6 16 51.6 35
        twin poly butter 54.6 16 56.6 16.3 53.6 35.3 51.6 35; line main 5 54 84 64.4 16
        line accent 5 46 84 35.6 16; box glass 26 52 74 90 6; box paper 25 51 75 55 2
        line paper 2.4 33 62 33 80; box water 26 80 74 90 6""",
    "babybottle": """
        oval skin 50 17 5.4 7; blob skin 42 30 44 22 56 22 58 30; box main 33 28 67 39 4
        row 6 5.4 0 line deep 1.2 36.5 31 36.5 36; box glass 33 39 67 89 10; box paper 33 55 67 75
        box paper 33 65 67 89 10; row 5 0 7 line steel 1.2 58 50 63 50; oval accent 42.4 66 3.9
        oval accent 49.6 66 3.9; poly accent 39.2 68.2 46 65 52.8 68.2 46 76
        line paper 2.2 38 44 38 50""",
    "duck": """
        blob gold 24 56 34 50 50 54 64 56 86 44 88 58 78 76 50 82 28 78 20 68; oval gold 38 36 17
        poly orange 24 33 9 37 11 42 24 42; blob amber 50 62 64 58 78 60 70 71 56 73
        oval ink 32 32 2.6; oval paper 31.4 31.2 0.9; line amber 1.4 13 39.6 22 39
        blob water 10 82 18 77 28 81 38 77 48 81 58 77 68 81 78 77 88 81 86 89 50 91 14 89
        line paper 1.4 24 86 34 85; line paper 1.4 60 87 72 86""",
    "pram": """
        line ink 2.4 74 46 86 34 91 35; arc ink 36 80 8 3 0 359; arc ink 66 80 8 3 0 359
        line steel 2 36 80 62 66; line steel 2 66 80 40 66; pie main 50 46 32 28 0 180
        pie accent 50 46 32 30 180 300; pie rich 50 46 32 30 180 200; pie rich 50 46 32 30 225 250
        pie rich 50 46 32 30 275 300; box deep 17 44 83 49 2; oval metal 36 80 2.6
        oval metal 66 80 2.6; oval paper 46.4 57 3.9; oval paper 53.6 57 3.9
        poly paper 43.2 59.2 50 56 56.8 59.2 50 67""",
    "portrait": """
        blob ink 26 70 28 34 38 18 50 15 62 18 72 34 74 70 50 78
        blob main 8 112 18 84 38 75 50 76 62 75 82 84 92 112; box tan 42 60 58 77 5
        pie tan 50 76 9 8 0 180; oval skin 50 45 18.6 22
        blob ink 30 44 34 26 50 20 66 26 70 44 60 34 46 30; twin arc accent 42 46 6 1.6 0 359
        line accent 1.6 48 45 52 45; twin oval ink 42 46 1.8; arc ink 50 54 7 1.6 30 150
        line tan 1.6 50 49 51 52 49.6 52.6""",
}
