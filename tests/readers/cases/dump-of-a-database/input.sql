-- MySQL dump 10.13
CREATE TABLE `papers` (`id` int, `title` varchar(500), `authors` text, `year` int, `doi` varchar(100));
INSERT INTO `papers` VALUES (1,'Reed beds as filters for nitrogen','Holm, Inga; Dahl, Per',2019,'10.5555/reed.2019.7'),(2,'Sleep loss and recall','Walker, M.',2020,NULL);
